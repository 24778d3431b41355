import { Suspense, useState } from "react";
import { IconCalendarTime } from "@tabler/icons-react";
import { useI18n } from "@/i18n/i18n";
import { toMs } from "@/live/state";
import { useLive } from "@/live/useLive";
import { Button, useKeys } from "@/ui";
import { timeOfDay } from "@/ui/format";
import { byDue } from "@/callbacks/callbacks.model";
import { later } from "@/ui/later";
import { useDesk } from "./useDesk";
import css from "./WrapUpForm.module.css";

const CallbackForm = later(async () => (await import("./CallbackForm")).CallbackForm);

/** What is promised to this caller, and the way to promise more. */
export function FollowUp() {
  const { t, fmt } = useI18n();
  const { input } = useDesk();
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
      <Button keyHint="B" onClick={() => setOpen(true)}>
        {t("outcome.addCallback")}
      </Button>
      {open && (
        <Suspense>
          <CallbackForm onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </section>
  );
}
