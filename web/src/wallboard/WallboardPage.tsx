import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { IconArrowsMaximize } from "@tabler/icons-react";
import { memo, Suspense, useEffect, useState } from "react";
import { BoardAlarms } from "@/alarms/AlarmBar";
import { useMay } from "@/app/session";
import { Callbacks } from "@/callbacks/Callbacks";
import { TopBar } from "@/app/Shell";
import { useI18n } from "@/i18n/i18n";
import { useLive } from "@/live/useLive";
import { BoardTitle } from "@/boards/BoardPicker";
import { useRotation } from "@/boards/rotation";
import { lastBoard, OVERVIEW } from "@/boards/wall.model";
import { useBoardNews } from "@/boards/world";
import { Button, EmptyState, Skeleton, useKeys } from "@/ui";
import { AgentList, AgentStrip } from "./Agents";
import { Age } from "./Age";
import { useStopped } from "./clock";
import { useSize } from "./Clocks";
import { useReasonNames } from "./reasons";
import { QueueTable } from "./QueueTable";
import { Tiles } from "./Tiles";
import { Waiting } from "./Waiting";
import { Warnings } from "./Warnings";
import { later } from "@/ui/later";
import css from "./Wallboard.module.css";
import { useSelected } from "./selected";
import { goFullScreen, leaveFullScreen, TvFrame, useOwnBeat } from "./Tv";
import { tvUnit } from "./unit";
import { countsKept, rosterKept, type StateCounts } from "./wallboard.model";

const route = getRouteApi("/shell/wallboard");

/** Heights of one row on the wall screen in units of 1/1920 of the width; the agents' one as Wallboard.module.css has it. */
const TV_QUEUE_ROW_MIN = 50;
const TV_QUEUE_ROW_MAX = 72;
const TV_AGENT_ROW = 36;

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

/** The board that everybody has, unless this browser last showed another. */
export function WallboardPage() {
  const wall = route.useSearch();
  // A wall says by its address what it shows.
  const [last] = useState(() => (wall.tv ? null : lastBoard(localStorage)));
  const navigate = useNavigate();
  useEffect(() => {
    if (last !== null)
      void navigate({ to: "/wallboard/$board", params: { board: String(last) }, replace: true });
  }, [last, navigate]);
  return last === null && <Overview />;
}

function Overview() {
  const { t } = useI18n();
  useOwnBeat();
  useBoardNews();
  const wall = route.useSearch();
  const navigate = useNavigate({ from: "/wallboard" });
  const may = useMay();
  const known = useLive((state) => state.freshAt !== 0);
  const empty = useLive((state) => state.queues.size === 0);
  const enter = () => {
    goFullScreen();
    void navigate({ search: { tv: true } });
  };
  useKeys(wall.tv ? [] : [{ keys: "f", label: t("wallboard.tv"), group: "wallboard", run: enter }]);
  const [leave] = useState(() => () => {
    leaveFullScreen();
    void navigate({ search: {} });
  });
  useRotation(wall, OVERVIEW);
  if (wall.tv && known)
    return (
      <TvFrame title={t("wallboard.title")} onLeave={leave}>
        <Board tv />
      </TvFrame>
    );
  return (
    <>
      <TopBar
        left={<BoardTitle board={null} />}
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
