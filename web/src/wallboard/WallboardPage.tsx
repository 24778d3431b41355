import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { IconArrowsMaximize } from "@tabler/icons-react";
import { useEffect, useMemo, useState, type RefCallback } from "react";
import { reasons as reasonsApi } from "@/api/configuration";
import { useMay } from "@/app/session";
import { TopBar } from "@/app/Shell";
import { useI18n } from "@/i18n/i18n";
import { useLive } from "@/live/useLive";
import { Button, EmptyState, Notice, Skeleton, useKeys, useSecond } from "@/ui";
import { timeOfDay } from "@/ui/format";
import { preferences, themeFor } from "@/ui/preferences";
import { AgentList, AgentStrip, type ReasonNames } from "./Agents";
import { Age } from "./Age";
import { useWallClock, type WallClock } from "./clock";
import { QueueTable } from "./QueueTable";
import { Tiles } from "./Tiles";
import { Waiting } from "./Waiting";
import css from "./Wallboard.module.css";
import { countStates, orderByName, queueRow, rosterKey } from "./wallboard.model";

const route = getRouteApi("/shell/wallboard");

/** Heights of one row on the wall screen in units of 1/1920 of the width; the agents' one as Wallboard.module.css has it. */
const TV_QUEUE_ROW_MIN = 50;
const TV_QUEUE_ROW_MAX = 72;
const TV_AGENT_ROW = 36;

/** The names of not-ready reasons in the language of the page; they change once a week. */
function useReasonNames(): ReasonNames {
  const { locale } = useI18n();
  const { data } = useQuery({
    queryKey: [reasonsApi.path],
    queryFn: () => reasonsApi.all(),
    staleTime: 600_000,
  });
  return useMemo(
    () =>
      Object.fromEntries(
        (data ?? []).map((reason) => [
          reason.code,
          locale === "de" ? reason.name_de : reason.name_en,
        ]),
      ),
    [data, locale],
  );
}

/** Keeps the height of an element. */
function useHeight(): [RefCallback<HTMLElement>, number] {
  const [height, setHeight] = useState(0);
  const [watch] = useState<RefCallback<HTMLElement>>(() => (element: HTMLElement | null) => {
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setHeight(entry.contentRect.height);
    });
    observer.observe(element);
    return () => observer.disconnect();
  });
  return [watch, height];
}

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

function Stale({ clock }: { clock: WallClock }) {
  const { t } = useI18n();
  return clock.stale && <p className={css.staleText}>{t("wallboard.stale.text")}</p>;
}

function Board({ tv }: { tv: boolean }) {
  const { t } = useI18n();
  // Without it one sees the own queues and oneself; counting agents would then mislead.
  const all = useMay()("live.all");
  const clock = useWallClock();
  const queues = useLive((state) => state.queues);
  const agents = useLive((state) => state.agents);
  const interactions = useLive((state) => state.interactions);
  const reasons = useReasonNames();
  const [queuesRef, queuesHeight] = useHeight();
  const [agentsRef, agentsHeight] = useHeight();
  const rows = [...queues.values()].map((view) => queueRow(view, clock.now));
  const counts = useMemo(() => countStates(agents.values()), [agents]);
  const order = useRoster(agents, tv);
  const unit = tv ? Math.max(1, window.innerWidth / 1920) : 1;
  const fit = (height: number, row: number) => Math.max(1, Math.floor(height / (row * unit)));
  const stopped = clock.stale ? clock.freshAt : null;
  const row = Math.min(
    TV_QUEUE_ROW_MAX * unit,
    Math.max(TV_QUEUE_ROW_MIN * unit, Math.floor(queuesHeight / (rows.length + 1))),
  );

  return (
    <div className={css.board} data-stale={clock.stale || undefined}>
      <Warnings />
      <Tiles rows={rows} counts={all ? counts : null} clock={clock} />
      <div className={css.middle} data-own={!all || undefined}>
        <section className={css.left} aria-label={t("wallboard.queues")}>
          <Stale clock={clock} />
          <div className={css.grow} ref={queuesRef} style={{ ["--row" as string]: `${row}px` }}>
            <QueueTable
              rows={rows}
              now={clock.now}
              links={!tv && all}
              {...(tv ? { limit: Math.max(1, Math.floor(queuesHeight / row) - 1) } : {})}
            />
            {!tv && <Waiting interactions={interactions} stopped={stopped} />}
          </div>
        </section>
        {all && (
          <section className={css.right} aria-label={t("wallboard.agents")} tabIndex={0}>
            <header className={css.head}>
              <h2>{t("wallboard.agents")}</h2>
              <Age clock={clock} />
            </header>
            <div className={css.grow} ref={agentsRef}>
              <AgentList
                order={order}
                agents={agents}
                queues={queues}
                reasons={reasons}
                stopped={stopped}
                {...(tv ? { limit: fit(agentsHeight, TV_AGENT_ROW) } : {})}
              />
            </div>
          </section>
        )}
      </div>
      {all && <AgentStrip counts={counts} />}
    </div>
  );
}

/** By name, and made anew only when somebody comes or goes. The wall screen has no room for those who are away from work. */
function useRoster(agents: Parameters<typeof orderByName>[0], tv: boolean): readonly number[] {
  const shown = useMemo(
    () =>
      tv ? new Map([...agents].filter(([, agent]) => agent.live.state !== "offline")) : agents,
    [agents, tv],
  );
  const key = useMemo(() => rosterKey(shown), [shown]);
  const [roster, setRoster] = useState({ key: "", ids: [] as readonly number[] });
  if (roster.key === key) return roster.ids;
  const next = { key, ids: orderByName(shown) };
  setRoster(next);
  return next.ids;
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
  const second = useSecond();
  const clock = useWallClock();
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
        <Age clock={clock} shape />
        <time className={css.value}>{timeOfDay(second * 1000)}</time>
      </header>
      <Board tv />
    </main>
  );
}

export function WallboardPage() {
  const { t } = useI18n();
  const { tv } = route.useSearch();
  const navigate = useNavigate({ from: "/wallboard" });
  const may = useMay();
  const known = useLive((state) => state.freshAt !== 0);
  const empty = useLive((state) => state.queues.size === 0);
  const clock = useWallClock();
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
        right={
          <>
            <Age clock={clock} shape />
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
