import { IconMessage, IconX } from "@tabler/icons-react";
import { memo } from "react";
import { useMay } from "@/app/session";
import { useI18n } from "@/i18n/i18n";
import { toMs } from "@/live/state";
import { useLive } from "@/live/useLive";
import { reasonWords } from "@/live/words";
import { Button, IconButton, StateShape, Timer, useSecond } from "@/ui";
import { phoneNumber } from "@/ui/phone";
import type { ReasonNames } from "@/wallboard/Agents";
import { PanelBody, useTitle, type Order } from "@/wallboard/panels/Panels";
import { pullForward, type Selected } from "@/wallboard/panels/panels.model";
import { orderByTrouble, queueRow } from "@/wallboard/wallboard.model";
import css from "./Floor.module.css";
import { waitingIn, whoCould, type Could } from "./floor.model";
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
      <p className="muted">{t("floor.select")}</p>
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

function useCouldWords(reasons: ReasonNames): (could: Could) => string {
  const { t } = useI18n();
  return ({ state, reason, count }) => {
    if (state === "not_ready" && reason !== "")
      return t("floor.could.notReady", {
        count,
        reason: reasons[reason] ?? reasonWords(reason, t),
      });
    if (state === "ready") return t("floor.could.free", { count });
    return state === "waiting" ? "" : t(`floor.could.${state}`, { count });
  };
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

/** Who could take those who wait in a queue, and what keeps them from it. */
function WhoCould({ id, reasons }: { id: number; reasons: ReasonNames }) {
  const { t } = useI18n();
  const may = useMay()("queue.staff");
  const words = useCouldWords(reasons);
  const name = useLive((state) => state.queues.get(id)?.name ?? "");
  const agents = useLive((state) => state.agents);
  const could = whoCould(id, agents.values());
  return (
    <section>
      <h3 className="label">{t("floor.could")}</h3>
      {could.every((one) => one.state === "offline") && (
        <p className="muted">{t("floor.could.none")}</p>
      )}
      <ul className={css.could}>
        {could.map((one) => (
          <li key={`${one.state}${one.reason}`}>
            <StateShape state={one.state} size={11} /> {words(one)}
          </li>
        ))}
      </ul>
      {may && <Lend queue={id} name={name} />}
    </section>
  );
}

function Chosen({
  selected,
  reasons,
  onSelect,
  onWrite,
}: {
  selected: Selected;
  reasons: ReasonNames;
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
            {selected.kind === "queue" && (
              <>
                <WhoCould id={selected.id} reasons={reasons} />
                <WaitingHere id={selected.id} order={order} onSelect={onSelect} />
              </>
            )}
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
