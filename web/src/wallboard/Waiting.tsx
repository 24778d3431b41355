import { memo } from "react";
import type { InteractionView } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { useLive } from "@/live/useLive";
import { StateShape } from "@/ui";
import { phoneNumber } from "@/ui/phone";
import { People, Since } from "./Clocks";
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
      <button type="button" className={`${css.name} ${css.press}`} data-panel={`caller:${live.id}`}>
        {name || number}
      </button>
      <Since instant={live.queued_at} stopped={stopped} />
      <span className={css.detail}>{view.queue_name}</span>
    </li>
  );
});

/** Who waits now, the longest first. */
export const Waiting = memo(function Waiting({ stopped }: { stopped: number | null }) {
  const { t } = useI18n();
  const interactions = useLive((state) => state.interactions);
  const waiting = [...interactions.values()]
    .filter(({ live }) => live.phase === "waiting" || live.phase === "offered")
    .sort((a, b) => a.live.queued_at - b.live.queued_at);
  if (waiting.length === 0) return null;
  const rest = waiting.length - SHOWN_MAX;
  return (
    <section>
      <header className={css.head}>
        <h2>{t("wallboard.waitingNow")}</h2>
      </header>
      <People count={Math.min(waiting.length, SHOWN_MAX + 1)}>
        {waiting.slice(0, SHOWN_MAX).map((view) => (
          <Caller key={view.live.id} view={view} stopped={stopped} />
        ))}
        {rest > 0 && <li className={css.quiet}>{t("wallboard.more.agents", { count: rest })}</li>}
      </People>
    </section>
  );
});
