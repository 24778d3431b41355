import { memo } from "react";
import type { AgentView, QueueView } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { toMs } from "@/live/state";
import { StateShape, stateColour, stateName, useSecond } from "@/ui";
import { phoneNumber, runningClock } from "@/ui/format";
import css from "./Wallboard.module.css";
import { agentDetail, STATE_ORDER, type AgentDetail, type StateCounts } from "./wallboard.model";

/** Above this many people single cells are too narrow to be seen. */
const CELLS_MAX = 150;

/** Everybody in one strip: one cell per person, grouped by state, with the counts below. */
export function AgentStrip({ counts }: { counts: StateCounts }) {
  const { t, fmt } = useI18n();
  const present = STATE_ORDER.filter((state) => state !== "offline" && counts[state] > 0);
  const people = present.reduce((sum, state) => sum + counts[state], 0);
  return (
    <section className={css.strip} aria-label={t("wallboard.agents.strip")}>
      <div className={css.cells} aria-hidden>
        {present.map((state) => (
          <span
            key={state}
            className={css.cell}
            data-cells={people <= CELLS_MAX || undefined}
            style={{
              flexGrow: counts[state],
              color: stateColour(stateName(state)),
              ["--count" as string]: counts[state],
            }}
          >
            <StateShape state={stateName(state)} size={12} />
          </span>
        ))}
      </div>
      <ul className={css.legend}>
        {STATE_ORDER.map((state) => (
          <li key={state}>
            <StateShape state={stateName(state)} size={14} />
            <b className={css.value}>{fmt.number(counts[state])}</b>
            <span>{t(`state.${stateName(state)}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Reasons that the engine gives by itself. */
const KNOWN_REASONS = new Map([
  ["missed", "wallboard.reason.missed"],
  ["unreachable", "wallboard.reason.unreachable"],
] as const);

export type ReasonNames = Readonly<Record<string, string>>;

function useDetail(reasons: ReasonNames): (detail: AgentDetail) => string {
  const { t } = useI18n();
  return (detail) => {
    switch (detail.kind) {
      case "work":
        return [detail.queue, phoneNumber(detail.caller)].filter(Boolean).join(" · ");
      case "free":
        return detail.queues.length === 0
          ? t("wallboard.freeForNone")
          : t("wallboard.free", { queues: detail.queues.join(", ") });
      case "away": {
        const known = KNOWN_REASONS.get(detail.reason as "missed");
        return reasons[detail.reason] ?? (known ? t(known) : detail.reason.replaceAll("_", " "));
      }
      case "none":
        return "";
    }
  };
}

/** Only this text changes every second; the row around it is drawn when its agent changes. */
export function Since({ instant, stopped }: { instant: number; stopped: number | null }) {
  const second = useSecond();
  if (instant === 0) return <span className={css.since} />;
  const now = stopped ?? second * 1000;
  return (
    <time className={css.since}>{runningClock(Math.max(0, (now - toMs(instant)) / 1000))}</time>
  );
}

interface RowProps {
  agent: AgentView;
  queues: ReadonlyMap<number, QueueView>;
  reasons: ReasonNames;
  stopped: number | null;
}

/** Queues get new identities with every number; a row only needs their names, and an agent's next change brings those along. */
const sameRow = (before: RowProps, after: RowProps): boolean =>
  before.agent === after.agent &&
  before.stopped === after.stopped &&
  before.reasons === after.reasons;

const AgentRow = memo(function AgentRow({ agent, queues, reasons, stopped }: RowProps) {
  const { t } = useI18n();
  const said = useDetail(reasons);
  const state = stateName(agent.live.state);
  const detail = agentDetail(agent, queues);
  return (
    <li className={css.agent} data-state={state}>
      <StateShape state={state} size={12} label={t(`state.${state}`)} />
      <span className={css.name}>{agent.name}</span>
      {state === "offline" ? (
        <span className={css.since} />
      ) : (
        <Since instant={agent.live.state_since} stopped={stopped} />
      )}
      <span className={css.detail} data-kind={detail.kind} title={said(detail)}>
        {said(detail)}
      </span>
    </li>
  );
}, sameRow);

export function AgentList({
  order,
  agents,
  queues,
  reasons,
  stopped,
  limit,
}: {
  order: readonly number[];
  agents: ReadonlyMap<number, AgentView>;
  queues: ReadonlyMap<number, QueueView>;
  reasons: ReasonNames;
  /** Milliseconds at which the clocks stand; null while they run. */
  stopped: number | null;
  limit?: number;
}) {
  const { t } = useI18n();
  const fits = limit === undefined || order.length <= limit ? order.length : Math.max(0, limit - 1);
  const rest = order.length - fits;
  return (
    <ul className={css.agents} aria-label={t("wallboard.agents")}>
      {order.slice(0, fits).map((id) => {
        const agent = agents.get(id);
        return (
          agent && (
            <AgentRow key={id} agent={agent} queues={queues} reasons={reasons} stopped={stopped} />
          )
        );
      })}
      {rest > 0 && <li className={css.quiet}>{t("wallboard.more.agents", { count: rest })}</li>}
    </ul>
  );
}
