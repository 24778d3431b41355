import { IconMessage, IconX } from "@tabler/icons-react";
import { memo } from "react";
import { useMay } from "@/app/session";
import { useI18n } from "@/i18n/i18n";
import { toMs } from "@/live/state";
import { useLive } from "@/live/useLive";
import { Button, IconButton, Timer, useSecond } from "@/ui";
import { phoneNumber } from "@/ui/phone";
import type { ReasonNames } from "@/wallboard/Agents";
import { PanelBody, useTitle, type Order } from "@/wallboard/panels/Panels";
import { pullForward, type Selected } from "@/wallboard/panels/panels.model";
import { orderByTrouble, queueRow } from "@/wallboard/wallboard.model";
import { AgentMore } from "./AgentMore";
import css from "./Floor.module.css";
import { LastHour } from "./HourCanvas";
import type { Hours } from "./hour.model";
import { waitingIn } from "./floor.model";
import { Outlook } from "./Outlook";
import { Lend, QueuesOf } from "./Staffing";

/** Callers of one queue that a panel lists; the rest is a number. */
const WAITING_SHOWN_MAX = 20;

/** Every queue, the one with the most trouble first. */
function Overview({ onSelect }: { onSelect: (selected: Selected) => void }) {
  const { t } = useI18n();
  const second = useSecond();
  const queues = useLive((state) => state.queues);
  const rows = [...queues.values()].map((view) => queueRow(view, second * 1000));
  return (
    <section>
      <p className={`muted ${css.intro}`}>{t("floor.select")}</p>
      <h2 className="label">{t("floor.queues")}</h2>
      <ul className={css.rows}>
        {orderByTrouble(rows).map((id) => {
          const queue = queues.get(id);
          return (
            queue && (
              <li key={id}>
                <button type="button" onClick={() => onSelect({ kind: "queue", id })}>
                  <span className={css.name}>{queue.name}</span>
                  <span className="num muted">{t("floor.waits", { count: queue.waiting })}</span>
                  {queue.oldest_entered_at > 0 ? (
                    <Timer since={toMs(queue.oldest_entered_at)} />
                  ) : (
                    <span className="faint">–</span>
                  )}
                </button>
              </li>
            )
          );
        })}
      </ul>
    </section>
  );
}

/** Those who wait in a queue, and the way to its head. */
function WaitingHere({
  id,
  order,
  onSelect,
}: {
  id: number;
  order: Order;
  onSelect: (selected: Selected) => void;
}) {
  const { t } = useI18n();
  const may = useMay()("interaction.any");
  const interactions = useLive((state) => state.interactions);
  const waiting = waitingIn(id, interactions.values());
  const rest = waiting.length - WAITING_SHOWN_MAX;
  return (
    <section>
      <h3 className="label">{t("floor.waitingHere")}</h3>
      {waiting.length === 0 && <p className="muted">{t("floor.nobodyWaits")}</p>}
      <ul className={css.rows}>
        {waiting.slice(0, WAITING_SHOWN_MAX).map((view) => {
          const forward = may ? pullForward(view) : null;
          const { caller, caller_name, queued_at } = view.live;
          const number = caller === "" ? t("wallboard.withheld") : phoneNumber(caller);
          const said = (view.contact?.name ?? caller_name) || number;
          return (
            <li key={view.live.id} className={css.caller}>
              <button type="button" onClick={() => onSelect({ kind: "caller", id: view.live.id })}>
                <span className={css.name}>{said}</span>
                <Timer since={toMs(queued_at)} />
              </button>
              {forward && (
                <Button
                  aria-label={`${t("panel.forward")}: ${said}`}
                  onClick={() =>
                    order(forward.wish, { text: t("panel.isForward"), undo: forward.undo })
                  }
                >
                  {t("panel.forward")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {rest > 0 && <p className="faint">{t("wallboard.more.agents", { count: rest })}</p>}
    </section>
  );
}

function Chosen({
  selected,
  reasons,
  hours,
  onSelect,
  onWrite,
}: {
  selected: Selected;
  reasons: ReasonNames;
  hours: Hours;
  onSelect: (selected: Selected | null) => void;
  onWrite: () => void;
}) {
  const { t } = useI18n();
  const may = useMay();
  const title = useTitle(selected);
  const agent = useLive((state) =>
    selected.kind === "agent" ? (state.agents.get(selected.id) ?? null) : null,
  );
  return (
    <>
      <header className={css.panelHead}>
        <h2>{title}</h2>
        <IconButton label={t("floor.narrow")} keyHint="Esc" onClick={() => onSelect(null)}>
          <IconX size={16} stroke={1.6} />
        </IconButton>
      </header>
      <PanelBody
        key={`${selected.kind}${selected.id}`}
        selected={selected}
        reasons={reasons}
        onClose={() => onSelect(null)}
        more={(order) => (
          <>
            {selected.kind !== "agent" && <Outlook of={selected} onSelect={onSelect} />}
            {selected.kind === "queue" && (
              <>
                {may("queue.staff") && <Lend queue={selected.id} name={title} />}
                <WaitingHere id={selected.id} order={order} onSelect={onSelect} />
              </>
            )}
            {agent && <LastHour id={agent.live.id} hours={hours} />}
            {agent && <AgentMore agent={agent} />}
            {agent && may("queue.staff") && <QueuesOf agent={agent} />}
            {may("message.send") && selected.kind !== "caller" && (
              <Button icon={<IconMessage size={16} stroke={1.6} />} keyHint="M" onClick={onWrite}>
                {t("messages.write")}
              </Button>
            )}
          </>
        )}
      />
    </>
  );
}

/** What happened and what can be done, without leaving the list. */
export const FloorPanel = memo(function FloorPanel({
  selected,
  ...rest
}: {
  selected: Selected | null;
  reasons: ReasonNames;
  hours: Hours;
  onSelect: (selected: Selected | null) => void;
  onWrite: () => void;
}) {
  const { t } = useI18n();
  return (
    <aside
      className={css.panel}
      aria-label={t("floor.panel")}
      data-open={selected !== null || undefined}
    >
      {selected ? <Chosen selected={selected} {...rest} /> : <Overview onSelect={rest.onSelect} />}
    </aside>
  );
});
