import { memo } from "react";
import type { InteractionView } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { toMs } from "@/live/state";
import { StateShape } from "@/ui";
import { phoneNumber } from "@/ui/format";
import { Since } from "./Agents";
import css from "./Wallboard.module.css";

/** As many as one looks through; the rest is a number. */
const SHOWN_MAX = 40;

const Caller = memo(function Caller({
  view,
  stopped,
}: {
  view: InteractionView;
  stopped: number | null;
}) {
  const { t } = useI18n();
  const { live } = view;
  const state = live.phase === "offered" ? "ringing" : "waiting";
  const name = view.contact?.name ?? live.caller_name;
  const number = live.caller === "" ? t("wallboard.withheld") : phoneNumber(live.caller);
  return (
    <li className={css.agent}>
      <StateShape state={state} size={12} label={t(`state.${state}`)} />
      <span className={css.name}>{name || number}</span>
      <Since instant={live.queued_at} stopped={stopped} />
      <span className={css.detail}>{view.queue_name}</span>
    </li>
  );
});

/** Who waits now, the longest first. */
export function Waiting({
  interactions,
  stopped,
}: {
  interactions: ReadonlyMap<string, InteractionView>;
  stopped: number | null;
}) {
  const { t } = useI18n();
  const waiting = [...interactions.values()]
    .filter(({ live }) => live.phase === "waiting" || live.phase === "offered")
    .sort((a, b) => toMs(a.live.queued_at) - toMs(b.live.queued_at));
  if (waiting.length === 0) return null;
  const rest = waiting.length - SHOWN_MAX;
  return (
    <section>
      <header className={css.head}>
        <h2>{t("wallboard.waitingNow")}</h2>
      </header>
      <ul className={css.agents}>
        {waiting.slice(0, SHOWN_MAX).map((view) => (
          <Caller key={view.live.id} view={view} stopped={stopped} />
        ))}
        {rest > 0 && <li className={css.quiet}>{t("wallboard.more.agents", { count: rest })}</li>}
      </ul>
    </section>
  );
}
