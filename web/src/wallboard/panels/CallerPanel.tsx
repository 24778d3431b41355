import { Link } from "@tanstack/react-router";
import { useI18n } from "@/i18n/i18n";
import { toMs } from "@/live/state";
import { useLive } from "@/live/useLive";
import { Button, Facts, StateLabel, Timer } from "@/ui";
import { duration } from "@/ui/format";
import { originWords } from "@/ui/origin";
import { phoneNumber } from "@/ui/phone";
import css from "./Panels.module.css";
import { isForward, pick, pullForward, type Looker } from "./panels.model";
import type { Order } from "./Panels";

/** Somebody who waits: who it is, how long it may take, and the ways to help. */
export function CallerPanel({
  id,
  looker,
  order,
  onGone,
}: {
  id: string;
  looker: Looker;
  order: Order;
  onGone: () => void;
}) {
  const { t, locale } = useI18n();
  const view = useLive((state) => state.interactions.get(id));
  if (!view || (view.live.phase !== "waiting" && view.live.phase !== "offered")) {
    return (
      <>
        <p className="muted" role="status">
          {t("panel.noLongerWaits")}
        </p>
        <div className={css.actions}>
          <Button onClick={onGone}>{t("action.close")}</Button>
        </div>
      </>
    );
  }
  const { live, contact, origin, queue_name: queue } = view;
  const forward = looker.may("interaction.any") ? pullForward(view) : null;
  const mine = pick(looker, view);
  return (
    <>
      <div className={css.state}>
        <StateLabel state={live.phase === "offered" ? "ringing" : "waiting"} coloured />
        <Timer since={toMs(live.queued_at)} />
      </div>
      <Facts
        rows={[
          [t("card.queueName"), queue],
          [t("dial.number"), live.caller === "" ? null : phoneNumber(live.caller)],
          [t("card.from"), originWords(origin, locale, t)],
          [t("card.company"), contact?.company],
          [t("panel.segment"), contact?.segment],
          [t("card.topic"), live.path.map((step) => step.label).join(" › ")],
          [
            t("panel.estimate"),
            live.estimated_wait === null ? null : duration(live.estimated_wait),
          ],
          [t("panel.priority"), live.priority === 0 ? null : String(live.priority)],
          [
            t("panel.story"),
            <Link key="story" to="/calls/$id" params={{ id }}>
              {t("panel.open")}
            </Link>,
          ],
        ]}
      />
      <div className={css.actions}>
        {mine && <Button onClick={() => order(mine)}>{t("panel.pick")}</Button>}
        {forward && (
          <Button
            onClick={() => order(forward.wish, { text: t("panel.isForward"), undo: forward.undo })}
          >
            {t("panel.forward")}
          </Button>
        )}
      </div>
      {isForward(view) && <p className="muted">{t("panel.isForward")}</p>}
    </>
  );
}
