import { memo, useMemo, type ReactNode } from "react";
import { alarmWords } from "@/alarms/alarms.model";
import { useAlarms } from "@/alarms/useAlarms";
import { progressOf } from "@/callbacks/callbacks.model";
import type { CallbackView, ListTile as Tile } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { toMs } from "@/live/state";
import { useLive } from "@/live/useLive";
import { JudgementShape, StateShape, useSecond } from "@/ui";
import { timeOfDay } from "@/ui/format";
import { phoneNumber } from "@/ui/phone";
import { AgentList } from "@/wallboard/Agents";
import { useStopped } from "@/wallboard/clock";
import { Since, useSize } from "@/wallboard/Clocks";
import { useReasonNames } from "@/wallboard/reasons";
import wall from "@/wallboard/Wallboard.module.css";
import { tvUnit } from "@/wallboard/unit";
import css from "./Boards.module.css";
import { alarmsOf, callbacksKept, peopleKept, waitingKept } from "./table.model";
import { TileFrame } from "./TileFrame";
import { useMembers, useWorld } from "./world";

const TV_ROW = 36;
const ROW = 22;

/** One line: a shape, who, since when, and where. */
function Line({
  shape,
  name,
  clock,
  detail,
  panel,
}: {
  shape: ReactNode;
  name: string;
  clock: ReactNode;
  detail: string;
  panel?: string | undefined;
}) {
  const { links } = useWorld();
  return (
    <li className={`${wall.agent} ${css.row}`}>
      {shape}
      {links && panel !== undefined ? (
        <button type="button" className={`${wall.name} ${wall.press}`} data-panel={panel}>
          {name}
        </button>
      ) : (
        <span className={wall.name}>{name}</span>
      )}
      {clock}
      <span className={wall.detail} title={detail}>
        {detail}
      </span>
    </li>
  );
}

const Caller = memo(function Caller({ id, stopped }: { id: string; stopped: number | null }) {
  const { t } = useI18n();
  const view = useLive((state) => state.interactions.get(id));
  if (!view) return null;
  const { live, contact, queue_name: queue } = view;
  const state = live.phase === "offered" ? "ringing" : "waiting";
  const number = live.caller === "" ? t("wallboard.withheld") : phoneNumber(live.caller);
  return (
    <Line
      shape={<StateShape state={state} size={12} label={t(`state.${state}`)} />}
      name={(contact?.name ?? live.caller_name) || number}
      clock={<Since instant={live.queued_at} stopped={stopped} />}
      detail={queue}
      panel={`caller:${id}`}
    />
  );
});

/** As many lines as fit and as are wanted, and how many more there are. */
function Lines<T>({
  of,
  limit,
  empty,
  line,
  label,
}: {
  of: readonly T[];
  limit: number;
  empty: string;
  line: (one: T) => ReactNode;
  label: string;
}) {
  const { t } = useI18n();
  if (of.length === 0) return <p className="muted">{empty}</p>;
  const shown = of.length <= limit ? of.length : Math.max(0, limit - 1);
  return (
    <ul aria-label={label}>
      {of.slice(0, shown).map(line)}
      {of.length > shown && (
        <li className={wall.quiet}>{t("wallboard.more.agents", { count: of.length - shown })}</li>
      )}
    </ul>
  );
}

interface ListProps {
  tile: Tile;
  limit: number;
  label: string;
}

function Waiting({ tile, limit, label }: ListProps) {
  const { t } = useI18n();
  const stopped = useStopped();
  const kept = useMemo(() => waitingKept(tile.queues), [tile.queues]);
  const ids = useLive((state) => kept(state.interactions));
  return (
    <Lines
      of={ids}
      limit={limit}
      label={label}
      empty={t("boards.list.nobodyWaits")}
      line={(id) => <Caller key={id} id={id} stopped={stopped} />}
    />
  );
}

function People({ tile, limit }: ListProps) {
  const { t } = useI18n();
  const { links } = useWorld();
  const stopped = useStopped();
  const reasons = useReasonNames();
  const members = useMembers(tile.teams);
  const kept = useMemo(() => peopleKept(tile.queues, members), [tile.queues, members]);
  const roster = useLive((state) => kept(state.agents));
  if (roster.length === 0) return <p className="muted">{t("boards.list.nobodyThere")}</p>;
  return (
    <AgentList
      roster={roster}
      reasons={reasons}
      stopped={stopped}
      limit={limit}
      pressable={links}
    />
  );
}

function CallbackLine({ view }: { view: CallbackView }) {
  const { t, fmt } = useI18n();
  const now = useSecond() * 1000;
  const progress = progressOf(view, now);
  const due = new Date(toMs(view.live.due_at));
  const today = due.toDateString() === new Date(now).toDateString();
  const when = today ? timeOfDay(due) : fmt.shortDate(due);
  return (
    <Line
      shape={<StateShape state={progress === "calling" ? "ringing" : "waiting"} size={12} />}
      name={view.live.name || phoneNumber(view.live.number)}
      clock={<span className={wall.since}>{progress === "planned" ? when : ""}</span>}
      detail={[
        progress === "planned" ? "" : t(`callbacks.${progress}`),
        view.queue_name,
        view.agent_name,
      ]
        .filter(Boolean)
        .join(" · ")}
    />
  );
}

function Callbacks({ tile, limit, label }: ListProps) {
  const { t } = useI18n();
  const kept = useMemo(() => callbacksKept(tile.queues), [tile.queues]);
  const views = useLive((state) => kept(state.callbacks));
  return (
    <Lines
      of={views}
      limit={limit}
      label={label}
      empty={t("boards.list.noCallback")}
      line={(view) => <CallbackLine key={view.live.id} view={view} />}
    />
  );
}

function Alarms({ tile, limit, label }: ListProps) {
  const { t, fmt } = useI18n();
  const stopped = useStopped();
  const alarms = alarmsOf(useAlarms(), tile.queues);
  return (
    <Lines
      of={alarms}
      limit={limit}
      label={label}
      empty={t("alarms.none")}
      line={(alarm) => (
        <li key={alarm.id} className={css.alarm} data-severe={alarm.severe || undefined}>
          <JudgementShape
            judgement={alarm.severe ? "bad" : "warn"}
            size={12}
            label={t(alarm.severe ? "judgement.bad" : "judgement.warn")}
          />
          <span className={css.alarmWords}>{alarmWords(alarm, t, fmt)}</span>
          <Since instant={alarm.since} stopped={stopped} />
          <span className={wall.detail}>
            {alarm.taken_by === ""
              ? t("alarms.nobody")
              : t("alarms.takenBy", { name: alarm.taken_by })}
          </span>
        </li>
      )}
    />
  );
}

const LISTS = { waiting: Waiting, agents: People, callbacks: Callbacks, alarms: Alarms } as const;

/** Who waits, who works, what is arranged, what is wrong. */
export const ListTile = memo(function ListTile({ tile }: { tile: Tile }) {
  const { t } = useI18n();
  const { tv, all } = useWorld();
  const [ref, { height }] = useSize();
  const row = tv ? TV_ROW * tvUnit(tv) : ROW;
  const fits = tv && height > 0 ? Math.max(1, Math.floor(height / row)) : tile.rows_max;
  const title = tile.title || t(`boards.list.${tile.of}`);
  const List = LISTS[tile.of];
  const hidden = !all && (tile.of === "agents" || tile.of === "alarms");
  return (
    <TileFrame title={title}>
      <div
        ref={ref}
        className={`${css.scroll} ${css.list}`}
        tabIndex={tv ? undefined : 0}
        role="group"
        aria-label={title}
      >
        {hidden ? (
          <p className="muted">{t("boards.hidden")}</p>
        ) : (
          <List tile={tile} limit={Math.min(fits, tile.rows_max)} label={title} />
        )}
      </div>
    </TileFrame>
  );
});
