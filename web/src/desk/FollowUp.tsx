import { Suspense, useState } from "react";
import { IconCalendarTime, IconClipboardPlus } from "@tabler/icons-react";
import { useI18n } from "@/i18n/i18n";
import { toMs } from "@/live/state";
import { useLive } from "@/live/useLive";
import { Button, useKeys } from "@/ui";
import { timeOfDay } from "@/ui/format";
import { byDue } from "@/callbacks/callbacks.model";
import { later } from "@/ui/later";
import { FollowUpPlace, useNewFollowUp } from "./FollowUpPlace";
import { useDesk } from "./useDesk";
import { useFilterOfCall } from "./useFilterOfCall";
import css from "./WrapUpForm.module.css";

const Promised = later(async () => (await import("@/followups/Promised")).Promised);
const CallbackForm = later(async () => (await import("./CallbackForm")).CallbackForm);

/** What is promised to this caller, and the way to promise more. */
export function FollowUp() {
  const { t, fmt } = useI18n();
  const { input } = useDesk();
  const newFollowUp = useNewFollowUp();
  const filter = useFilterOfCall();
  const [open, setOpen] = useState(false);
  const callbacks = useLive((state) => state.callbacks);
  const number = input.interaction?.live.caller ?? "";
  const promised = byDue(callbacks.values()).filter(
    (one) => number !== "" && one.live.number === number,
  );
  useKeys([{ keys: "b", label: t("callback.title"), group: "desk", run: () => setOpen(true) }]);
  return (
    <section className={css.follow} aria-label={t("outcome.followUp")}>
      <h3>{t("outcome.followUp")}</h3>
      <ul>
        {promised.map((one) => {
          const due = toMs(one.live.due_at);
          return (
            <li key={one.live.id}>
              <IconCalendarTime size={16} stroke={1.6} aria-hidden />
              <time className="num">
                {fmt.shortDate(due)}, {timeOfDay(due)}
              </time>
              <span>{one.live.note || one.live.name}</span>
              <span className="faint detail">
                {[one.queue_name, one.agent_name].filter(Boolean).join(" · ")}
              </span>
            </li>
          );
        })}
      </ul>
      {filter && (
        <Suspense>
          <Promised filter={filter} className={css.promised} />
        </Suspense>
      )}
      <div className={css.ways}>
        <Button keyHint="B" onClick={() => setOpen(true)}>
          {t("outcome.addCallback")}
        </Button>
        <Button
          keyHint="N"
          icon={<IconClipboardPlus size={16} stroke={1.6} aria-hidden />}
          onClick={newFollowUp}
        >
          {t("followUp.add")}
        </Button>
      </div>
      <FollowUpPlace />
      {open && (
        <Suspense>
          <CallbackForm onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </section>
  );
}
