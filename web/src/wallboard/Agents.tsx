import { memo } from "react";
import { useI18n } from "@/i18n/i18n";
import { live } from "@/live/browser";
import { useLive } from "@/live/useLive";
import { reasonWords } from "@/live/words";
import { StateShape, stateColour, stateName } from "@/ui";
import { phoneNumber } from "@/ui/phone";
import { People, Since } from "./Clocks";
import css from "./Wallboard.module.css";
import {
  agentDetail,
  countShapes,
  signedIn,
  type AgentDetail,
  type StateCounts,
} from "./wallboard.model";

/** Above this many people single cells are too narrow to be seen. */
const CELLS_MAX = 150;

/** Everybody in one strip: one cell per person, grouped by state, with the counts below. */
export const AgentStrip = memo(function AgentStrip({ counts }: { counts: StateCounts }) {
  const { t, fmt } = useI18n();
  const shapes = [...countShapes(counts)];
  const present = shapes.filter(([state, count]) => state !== "offline" && count > 0);
  const people = signedIn(counts);
  return (
    <section className={css.strip} aria-label={t("wallboard.agents.strip")}>
      <div className={css.cells} aria-hidden>
        {present.map(([state, count]) => (
          <span
            key={state}
            className={css.cell}
            data-cells={people <= CELLS_MAX || undefined}
            style={{ flexGrow: count, color: stateColour(state), ["--count" as string]: count }}
          >
            <StateShape state={state} size={12} />
          </span>
        ))}
      </div>
      <ul className={css.legend}>
        {shapes.map(([state, count]) => (
          <li key={state}>
            <StateShape state={state} size={14} />
            <b className={css.value}>{fmt.number(count)}</b>
            <span>{t(`state.${state}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
});

export type ReasonNames = Readonly<Record<string, string>>;

export function useDetail(reasons: ReasonNames): (detail: AgentDetail) => string {
  const { t } = useI18n();
  return (detail) => {
    switch (detail.kind) {
      case "work":
        return [detail.queue, phoneNumber(detail.caller)].filter(Boolean).join(" · ");
      case "free":
        return detail.queues.length === 0
          ? t("wallboard.freeForNone")
          : t("wallboard.free", { queues: detail.queues.join(", ") });
      case "away":
        return reasons[detail.reason] ?? reasonWords(detail.reason, t);
      case "none":
        return "";
    }
  };
}

/** Drawn again when its own agent changes, and by nothing else; names of queues come along with the agent's next change. */
const AgentRow = memo(function AgentRow({
  id,
  reasons,
  stopped,
  pressable,
}: {
  id: number;
  reasons: ReasonNames;
  stopped: number | null;
  pressable: boolean;
}) {
  const { t } = useI18n();
  const said = useDetail(reasons);
  const agent = useLive((center) => center.agents.get(id));
  if (!agent) return null;
  const state = stateName(agent.live.state);
  const detail = agentDetail(agent, live.state().queues);
  const text = said(detail);
  return (
    <li className={css.agent} data-state={state}>
      <StateShape state={state} size={12} label={t(`state.${state}`)} />
      {pressable ? (
        <button type="button" className={`${css.name} ${css.press}`} data-panel={`agent:${id}`}>
          {agent.name}
        </button>
      ) : (
        <span className={css.name}>{agent.name}</span>
      )}
      <Since instant={state === "offline" ? 0 : agent.live.state_since} stopped={stopped} />
      <span className={css.detail} data-kind={detail.kind} title={text}>
        {text}
      </span>
    </li>
  );
});

export const AgentList = memo(function AgentList({
  roster,
  reasons,
  stopped,
  limit,
  pressable = false,
}: {
  roster: readonly number[];
  reasons: ReasonNames;
  /** Milliseconds at which the clocks stand; null while they run. */
  stopped: number | null;
  limit?: number | undefined;
  /** A name opens what can be done. */
  pressable?: boolean;
}) {
  const { t } = useI18n();
  const fits =
    limit === undefined || roster.length <= limit ? roster.length : Math.max(0, limit - 1);
  const rest = roster.length - fits;
  return (
    <People count={fits + Math.sign(rest)} label={t("wallboard.agents")}>
      {roster.slice(0, fits).map((id) => (
        <AgentRow key={id} id={id} reasons={reasons} stopped={stopped} pressable={pressable} />
      ))}
      {rest > 0 && <li className={css.quiet}>{t("wallboard.more.agents", { count: rest })}</li>}
    </People>
  );
});
