import type { ReactNode } from "react";
import { useI18n } from "@/i18n/i18n";
import { toMs } from "@/live/state";
import { useLive } from "@/live/useLive";
import { Button, Facts, Notice, Timer } from "@/ui";
import css from "./Panels.module.css";
import type { Looker } from "./panels.model";
import type { Order } from "./Panels";

/** A queue: who is there for it, what else is known of it, and the emergency brake. */
export function QueuePanel({
  id,
  looker,
  order,
  children,
}: {
  id: number;
  looker: Looker;
  order: Order;
  children?: ReactNode;
}) {
  const { t, fmt } = useI18n();
  const queue = useLive((state) => state.queues.get(id));
  if (!queue) return <p className="muted">{t("panel.gone")}</p>;
  const { closed, waiting } = queue;
  const close = (which: number | null, shut: boolean) =>
    order(
      { kind: "close_queue", queue: which, closed: shut },
      {
        text:
          which === null
            ? t(shut ? "panel.allClosed" : "panel.allOpen")
            : t(shut ? "panel.isClosed" : "panel.isOpen", { queue: queue.name }),
        undo: { kind: "close_queue", queue: which, closed: !shut },
      },
    );
  return (
    <>
      <Facts
        rows={[
          [t("wallboard.column.waiting"), fmt.number(waiting)],
          [
            t("wallboard.column.longest"),
            queue.oldest_entered_at > 0 ? (
              <Timer key="longest" since={toMs(queue.oldest_entered_at)} />
            ) : null,
          ],
          [t("wallboard.column.staffed"), fmt.number(queue.staffed)],
          [t("wallboard.column.ready"), fmt.number(queue.ready)],
          [t("panel.lent"), queue.lent.length > 0 ? fmt.number(queue.lent.length) : null],
        ]}
      />
      {closed && (
        <Notice tone="bad" title={t("panel.closedTitle")}>
          {t("panel.closedText")}
        </Notice>
      )}
      {children}
      {looker.may("queue.close") && (
        <section>
          <h3 className="label">{t("panel.emergency")}</h3>
          {!closed && <p className="muted detail">{t("panel.emergencyText")}</p>}
          <div className={css.actions}>
            <Button kind={closed ? "primary" : "stop"} onClick={() => close(id, !closed)}>
              {t(closed ? "panel.reopen" : "panel.close")}
            </Button>
            <Button onClick={() => close(null, !closed)}>
              {t(closed ? "panel.reopenAll" : "panel.closeAll")}
            </Button>
          </div>
        </section>
      )}
    </>
  );
}
