import { useEffect, type ReactNode } from "react";
import { BoardAlarms } from "@/alarms/AlarmBar";
import { renewSession } from "@/api/session";
import { useMay } from "@/app/session";
import { useI18n } from "@/i18n/i18n";
import { useKeys, useTicking } from "@/ui";
import { timeOfDay } from "@/ui/format";
import { preferences, themeFor } from "@/ui/preferences";
import { setBeatPhase } from "@/ui/ticker";
import { Age } from "./Age";
import css from "./Wallboard.module.css";

/** Dark ground for a wall screen, whatever the person has chosen for the desk. */
function useTvTheme(): void {
  useEffect(() => {
    document.documentElement.dataset["theme"] = "dark";
    return () => {
      const dark = matchMedia("(prefers-color-scheme: dark)").matches;
      document.documentElement.dataset["theme"] = themeFor(preferences.current().theme, dark);
    };
  }, []);
}

/** Keeps the screen awake where the browser can; it lets go of the lock itself when the page is hidden. */
function useAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let over = false;
    const ask = () => {
      if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
      // Refused when the battery is low: the screen then does as it is set.
      navigator.wakeLock.request("screen").then(
        (given) => {
          if (over) void given.release();
          else lock = given;
        },
        () => undefined,
      );
    };
    ask();
    document.addEventListener("visibilitychange", ask);
    return () => {
      over = true;
      document.removeEventListener("visibilitychange", ask);
      void lock?.release();
    };
  }, []);
}

const RENEW_MS = 3_600_000;

/** Nobody signs in every day at a wall: while it shows a board this browser stays signed in. */
function useSession(): void {
  useEffect(() => {
    // Refused or not answered: the next hour tries again, and once the session is over the page says so.
    const renew = () => void renewSession().catch(() => undefined);
    renew();
    const timer = setInterval(renew, RENEW_MS);
    return () => clearInterval(timer);
  }, []);
}

/** Boards that hang on one computer draw one after another. */
export function useOwnBeat(): void {
  useEffect(() => {
    setBeatPhase(Math.floor(Math.random() * 1000));
    return () => setBeatPhase(0);
  }, []);
}

/** A browser may refuse full screen; the board then fills the window. */
export const goFullScreen = (): void => {
  document.documentElement.requestFullscreen().catch(() => undefined);
};

export const leaveFullScreen = (): void => {
  if (document.fullscreenElement) void document.exitFullscreen();
};

/** A board full screen: its name, the first alarm, the age of the data and the time above it. */
export function TvFrame({
  title,
  onLeave,
  children,
}: {
  title: string;
  onLeave: () => void;
  children: ReactNode;
}) {
  const { t } = useI18n();
  const all = useMay()("live.all");
  useTvTheme();
  useAwake();
  useSession();
  useKeys([
    { keys: "Escape", label: t("wallboard.tv.leave"), group: "wallboard", run: onLeave },
    { keys: "f", label: t("wallboard.tv.leave"), group: "wallboard", run: onLeave },
  ]);
  useEffect(() => {
    const left = () => {
      if (!document.fullscreenElement) onLeave();
    };
    document.addEventListener("fullscreenchange", left);
    return () => document.removeEventListener("fullscreenchange", left);
  }, [onLeave]);
  return (
    <main className={css.tv} data-tv>
      <header className={css.tvHead}>
        <h1>{title}</h1>
        {all && <BoardAlarms tv />}
        <Age shape />
        <time ref={useTicking(timeOfDay)} className={css.value} />
      </header>
      {children}
    </main>
  );
}
