import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { IconArrowsMaximize } from "@tabler/icons-react";
import { memo, Suspense, useEffect, useState, type MouseEvent } from "react";
import { BoardAlarms } from "@/alarms/AlarmBar";
import { useMay } from "@/app/session";
import { Callbacks } from "@/callbacks/Callbacks";
import { TopBar } from "@/app/Shell";
import { useI18n } from "@/i18n/i18n";
import { useLive } from "@/live/useLive";
import { Button, EmptyState, Notice, Skeleton, useKeys, useTicking } from "@/ui";
import { timeOfDay } from "@/ui/format";
import { setBeatPhase } from "@/ui/ticker";
import { preferences, themeFor } from "@/ui/preferences";
import { AgentList, AgentStrip } from "./Agents";
import { Age } from "./Age";
import { useStopped } from "./clock";
import { useSize } from "./Clocks";
import { useReasonNames } from "./reasons";
import { QueueTable } from "./QueueTable";
import { Tiles } from "./Tiles";
import { Waiting } from "./Waiting";
import { later } from "@/ui/later";
import css from "./Wallboard.module.css";
import { selectedIn, type Selected } from "./panels/panels.model";
import { countsKept, rosterKept, type StateCounts } from "./wallboard.model";

const route = getRouteApi("/shell/wallboard");

/** Heights of one row on the wall screen in units of 1/1920 of the width; the agents' one as Wallboard.module.css has it. */
const TV_QUEUE_ROW_MIN = 50;
const TV_QUEUE_ROW_MAX = 72;
const TV_AGENT_ROW = 36;
const tvUnit = (tv: boolean): number => (tv ? Math.max(1, window.innerWidth / 1920) : 1);

function Warnings() {
  const { t } = useI18n();
  const engine = useLive((state) => state.engine || state.freshAt === 0);
  const pbx = useLive((state) => state.pbx || state.freshAt === 0);
  if (engine && pbx) return null;
  return (
    <div className={css.warnings} role="status">
      {!engine && (
        <Notice tone="bad" title={t("wallboard.engine.away")}>
          {t("wallboard.engine.text")}
        </Notice>
      )}
      {!pbx && (
        <Notice tone="bad" title={t("wallboard.pbx.away")}>
          {t("wallboard.pbx.text")}
        </Notice>
      )}
    </div>
  );
}

/** One subscription for each board, so that what did not change is the same thing to everybody who shows it. */
function useCounts(): StateCounts {
  const [kept] = useState(countsKept);
  return useLive((state) => kept(state.agents));
}

function useRoster(tv: boolean): readonly number[] {
  const [kept] = useState(() => rosterKept(!tv));
  return useLive((state) => kept(state.agents));
}

const Queues = memo(function Queues({ tv, stopped }: { tv: boolean; stopped: number | null }) {
  const { t } = useI18n();
  const all = useMay()("live.all");
  const [ref, { height }] = useSize();
  const count = useLive((state) => state.queues.size);
  const unit = tvUnit(tv);
  const row = Math.min(
    TV_QUEUE_ROW_MAX * unit,
    Math.max(TV_QUEUE_ROW_MIN * unit, Math.floor(height / (count + 1))),
  );
  return (
    <section className={css.left} aria-label={t("wallboard.queues")}>
      {stopped !== null && <p className={css.staleText}>{t("wallboard.stale.text")}</p>}
      <div className={css.grow} ref={ref} style={{ ["--row" as string]: `${row}px` }}>
        <QueueTable
          stopped={stopped}
          links={!tv && all}
          limit={tv ? Math.max(1, Math.floor(height / row) - 1) : undefined}
        />
        {!tv && <Waiting stopped={stopped} />}
        {!tv && <Callbacks className={css.callbacks} heading={css.sub} />}
      </div>
    </section>
  );
});

const Agents = memo(function Agents({ tv, stopped }: { tv: boolean; stopped: number | null }) {
  const { t } = useI18n();
  const [ref, { height }] = useSize();
  const roster = useRoster(tv);
  const reasons = useReasonNames();
  const limit = Math.max(1, Math.floor(height / (TV_AGENT_ROW * tvUnit(tv))));
  return (
    <section className={css.right} aria-label={t("wallboard.agents")} tabIndex={0}>
      <header className={css.head}>
        <h2>{t("wallboard.agents")}</h2>
        <Age />
      </header>
      <div className={css.grow} ref={ref}>
        <AgentList
          roster={roster}
          reasons={reasons}
          stopped={stopped}
          limit={tv ? limit : undefined}
          pressable={!tv}
        />
      </div>
    </section>
  );
});

const Panel = later(async () => (await import("./panels/Panels")).Panel);

/** What was pressed on the board; one listener for all rows, because a board may have a thousand. */
function useSelected() {
  const [selected, setSelected] = useState<Selected | null>(null);
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-panel]");
    const found = selectedIn(row?.dataset["panel"]);
    if (found) setSelected(found);
  };
  return { selected, onClick, close: () => setSelected(null) };
}

function Board({ tv }: { tv: boolean }) {
  // Without it one sees the own queues and oneself; counting agents would then mislead.
  const all = useMay()("live.all");
  const stopped = useStopped();
  const counts = useCounts();
  const reasons = useReasonNames();
  const { selected, onClick, close } = useSelected();
  return (
    <div className={css.board} data-stale={stopped !== null || undefined}>
      {selected && !tv && (
        <Suspense>
          <Panel selected={selected} reasons={reasons} onClose={close} />
        </Suspense>
      )}
      <Warnings />
      <Tiles counts={all ? counts : null} stopped={stopped} />
      <div className={css.middle} data-own={!all || undefined} onClick={onClick}>
        <Queues tv={tv} stopped={stopped} />
        {all && <Agents tv={tv} stopped={stopped} />}
      </div>
      {all && <AgentStrip counts={counts} />}
    </div>
  );
}

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

function TvBoard({ onLeave }: { onLeave: () => void }) {
  const { t } = useI18n();
  const all = useMay()("live.all");
  useTvTheme();
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
        <h1>{t("wallboard.title")}</h1>
        {all && <BoardAlarms tv />}
        <Age shape />
        <time ref={useTicking(timeOfDay)} className={css.value} />
      </header>
      <Board tv />
    </main>
  );
}

/** Boards that hang on one computer draw one after another. */
function useOwnBeat(): void {
  useEffect(() => {
    setBeatPhase(Math.floor(Math.random() * 1000));
    return () => setBeatPhase(0);
  }, []);
}

export function WallboardPage() {
  const { t } = useI18n();
  useOwnBeat();
  const { tv } = route.useSearch();
  const navigate = useNavigate({ from: "/wallboard" });
  const may = useMay();
  const known = useLive((state) => state.freshAt !== 0);
  const empty = useLive((state) => state.queues.size === 0);
  const enter = () => {
    // A browser may refuse full screen; the board then fills the window.
    document.documentElement.requestFullscreen().catch(() => undefined);
    void navigate({ search: { tv: true } });
  };
  useKeys(tv ? [] : [{ keys: "f", label: t("wallboard.tv"), group: "wallboard", run: enter }]);
  const [leave] = useState(() => () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    void navigate({ search: {} });
  });
  if (tv && known) return <TvBoard onLeave={leave} />;
  return (
    <>
      <TopBar
        left={<h1 className={css.title}>{t("wallboard.title")}</h1>}
        middle={may("live.all") && <BoardAlarms />}
        right={
          <>
            <Age shape />
            <Button
              icon={<IconArrowsMaximize size={16} stroke={1.6} />}
              keyHint="F"
              onClick={enter}
            >
              {t("wallboard.tv")}
            </Button>
          </>
        }
      />
      <main className={css.page}>
        {!known ? (
          <Skeleton lines={[30, 60, 60, 60]} />
        ) : empty ? (
          <EmptyState
            title={t("wallboard.empty.title")}
            text={t("wallboard.empty.text")}
            action={
              may("configuration.edit") && (
                <Link to="/admin/$room" params={{ room: "queues" }}>
                  {t("wallboard.empty.action")}
                </Link>
              )
            }
          />
        ) : (
          <Board tv={false} />
        )}
      </main>
    </>
  );
}
