import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState, type KeyboardEvent } from "react";
import type WaveSurfer from "wavesurfer.js";
import { ApiError } from "@/api/client";
import { audioAddress, fetchPeaks, type Peaks, type Recording } from "@/api/interactions";
import { useI18n } from "@/i18n/i18n";
import { Button, ErrorState, Notice, Segmented, Skeleton, useKeys } from "@/ui";
import { duration, runningClock } from "@/ui/format";
import css from "./Calls.module.css";
import { wavesOf } from "./waves.model";

const JUMP_SECONDS = 5;
const SPEEDS = [0.75, 1, 1.25, 1.5, 2] as const;
const TRACK_HEIGHT = 56;

interface Sound {
  ready: boolean;
  failed: boolean;
  playing: boolean;
  at: number;
  surfer: WaveSurfer | null;
}

const token = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const track = (name: string) => ({
  waveColor: `color-mix(in srgb, ${token(name)} 65%, transparent)`,
  progressColor: token(name),
  height: TRACK_HEIGHT,
  barWidth: 2,
  barGap: 1,
  barRadius: 1,
});

/** Those of the theme by now: a canvas knows no tokens. */
const colours = () => ({
  splitChannels: [track("--talking"), track("--series-2")],
  cursorColor: token("--ink"),
});

/** Draws the waves anew when the theme changes, as it may in the evening; returns how to end it. */
function followTheme(surfer: WaveSurfer): () => void {
  const observer = new MutationObserver(() => surfer.setOptions(colours()));
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}

/** The library is loaded with the first recording that is looked at; the waves come from the server's peaks, not from the sound. */
async function createSurfer(container: HTMLElement, recording: Recording["id"], peaks: Peaks) {
  const { default: Surfer } = await import("wavesurfer.js");
  return Surfer.create({
    container,
    url: audioAddress(recording),
    peaks: wavesOf(peaks),
    duration: peaks.duration_seconds,
    ...colours(),
    cursorWidth: 1,
    dragToSeek: true,
  });
}

function useSound(container: HTMLElement | null, recording: Recording["id"], peaks: Peaks): Sound {
  const [surfer, setSurfer] = useState<WaveSurfer | null>(null);
  const [state, setState] = useState({ ready: false, failed: false, playing: false, at: 0 });
  useEffect(() => {
    if (!container) return undefined;
    let gone = false;
    let own: WaveSurfer | null = null;
    let unfollow = () => {};
    void createSurfer(container, recording, peaks).then((made) => {
      if (gone) {
        made.destroy();
        return;
      }
      own = made;
      unfollow = followTheme(made);
      setSurfer(made);
      const set = (part: Partial<typeof state>) => setState((before) => ({ ...before, ...part }));
      made.on("ready", () => set({ ready: true }));
      made.on("error", () => set({ failed: true }));
      made.on("play", () => set({ playing: true }));
      made.on("pause", () => set({ playing: false }));
      made.on("timeupdate", (at) => set({ at }));
    });
    return () => {
      gone = true;
      unfollow();
      own?.destroy();
      setSurfer(null);
    };
  }, [container, recording, peaks]);
  return { ...state, surfer };
}

/** From where it is to be played; a new object for each wish. */
export interface Wish {
  readonly seconds: number;
}

/** Plays from where somebody wished, as soon as there is sound, and shows where that is. */
function useWish(wish: Wish | null, { surfer, ready }: Sound, container: HTMLElement | null): void {
  useEffect(() => {
    if (!wish || !surfer || !ready) return;
    surfer.setTime(wish.seconds);
    void surfer.play();
    container?.scrollIntoView({ block: "nearest" });
  }, [wish, surfer, ready, container]);
}

function Loaded({
  recording,
  peaks,
  wish,
}: {
  recording: Recording["id"];
  peaks: Peaks;
  wish: Wish | null;
}) {
  const { t } = useI18n();
  const [container, setContainer] = useState<HTMLDivElement | null>(null);
  const sound = useSound(container, recording, peaks);
  useWish(wish, sound, container);
  const [speed, setSpeed] = useState(1);
  const choose = (rate: number) => {
    setSpeed(rate);
    sound.surfer?.setPlaybackRate(rate, true);
  };
  const toggle = () => void sound.surfer?.playPause();
  const step = (by: number) => {
    const at = SPEEDS.findIndex((rate) => rate === speed) + by;
    choose(SPEEDS[Math.min(Math.max(at, 0), SPEEDS.length - 1)] ?? 1);
  };
  useKeys([{ keys: "p", label: t("calls.keys.play"), group: "calls", run: toggle }]);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // The radio buttons of the speed and the play button keep their own keys.
    if (event.target !== event.currentTarget) return;
    const act = {
      " ": toggle,
      ArrowLeft: () => sound.surfer?.skip(-JUMP_SECONDS),
      ArrowRight: () => sound.surfer?.skip(JUMP_SECONDS),
      ArrowUp: () => step(1),
      ArrowDown: () => step(-1),
      Home: () => sound.surfer?.setTime(0),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <div
      className={css.player}
      role="group"
      tabIndex={0}
      aria-label={`${t("calls.recording")}. ${t("calls.recording.keys")}`}
      onKeyDown={onKeyDown}
    >
      <div className={css.wave}>
        <div className={css.tracks} aria-hidden>
          <span>{t("calls.recording.agent")}</span>
          <span>{t("calls.recording.caller")}</span>
        </div>
        <div className={css.canvas} ref={setContainer} />
      </div>
      {sound.failed ? (
        <Notice tone="bad" title={t("calls.recording.noSound")} />
      ) : (
        <Controls
          playing={sound.playing}
          at={sound.at}
          length={peaks.duration_seconds}
          speed={speed}
          onToggle={toggle}
          onSpeed={choose}
        />
      )}
    </div>
  );
}

function Controls({
  playing,
  at,
  length,
  speed,
  onToggle,
  onSpeed,
}: {
  playing: boolean;
  /** Seconds. */
  at: number;
  length: number;
  speed: number;
  onToggle: () => void;
  onSpeed: (speed: number) => void;
}) {
  const { t, fmt } = useI18n();
  const Icon = playing ? IconPlayerPause : IconPlayerPlay;
  return (
    <div className={css.controls}>
      <Button
        kind="primary"
        keyHint="P"
        onClick={onToggle}
        icon={<Icon size={16} stroke={1.6} aria-hidden />}
      >
        {t(playing ? "calls.recording.pause" : "calls.recording.play")}
      </Button>
      <span className="num">
        {runningClock(at)} <span className="faint">/ {duration(length)}</span>
      </span>
      <Segmented
        label={t("calls.recording.speed")}
        value={String(speed)}
        options={SPEEDS.map((rate) => ({
          value: String(rate),
          label: `${fmt.number(rate, rate % 1 === 0 ? 0 : rate === 1.5 ? 1 : 2)}×`,
        }))}
        onChange={(value) => onSpeed(Number(value))}
      />
    </div>
  );
}

/** The recording of a call, or in words why there is none to hear. */
export function Player({
  recording,
  wish = null,
}: {
  recording: Recording | null;
  wish?: Wish | null;
}) {
  const { t } = useI18n();
  const ready = recording?.state === "ready";
  const peaks = useQuery({
    queryKey: ["peaks", recording?.id],
    queryFn: () => fetchPeaks(recording?.id ?? 0),
    enabled: ready,
    staleTime: Infinity,
  });
  if (!recording) return <p className="muted">{t("calls.recording.none")}</p>;
  switch (recording.state) {
    case "recording":
      return <Notice tone="neutral">{t("calls.recording.running")}</Notice>;
    case "transcoding":
      return <Notice tone="neutral">{t("calls.recording.pending")}</Notice>;
    case "missing":
      return <Notice tone="warn">{t("calls.recording.missing")}</Notice>;
    case "failed":
      return <Notice tone="warn">{t("calls.recording.failed")}</Notice>;
    case "ready":
      break;
  }
  if (peaks.isPending) return <Skeleton lines={[100, 100]} />;
  if (peaks.isError) {
    if (peaks.error instanceof ApiError && peaks.error.status === 403)
      return <p className="muted">{t("calls.recording.forbidden")}</p>;
    return (
      <ErrorState
        title={t("calls.recording.noSound")}
        text={t("calls.failed.text")}
        details={String(peaks.error)}
        onRetry={() => void peaks.refetch()}
      />
    );
  }
  return <Loaded recording={recording.id} peaks={peaks.data} wish={wish} />;
}
