import { IconX } from "@tabler/icons-react";
import { useMe } from "@/app/session";
import type { CallbackView } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { live } from "@/live/browser";
import { toMs } from "@/live/state";
import { useLive } from "@/live/useLive";
import { refusalWords } from "@/live/words";
import { IconButton, toasts, useSecond } from "@/ui";
import { timeOfDay } from "@/ui/format";
import { phoneNumber } from "@/ui/phone";
import { PhoneLink } from "@/softphone/PhoneLink";
import css from "./Callbacks.module.css";
import { byDue, cancelWish, progressOf } from "./callbacks.model";

/** As many as one looks through. */
const SHOWN_MAX = 30;

function Due({ view }: { view: CallbackView }) {
  const { t, fmt } = useI18n();
  const now = useSecond() * 1000;
  const progress = progressOf(view, now);
  if (progress !== "planned") return <span className="num">{t(`callbacks.${progress}`)}</span>;
  const due = new Date(toMs(view.live.due_at));
  const today = due.toDateString() === new Date(now).toDateString();
  return (
    <time className="num" dateTime={due.toISOString()}>
      {today ? timeOfDay(due) : `${fmt.shortDate(due)}, ${timeOfDay(due)}`}
    </time>
  );
}

function Line({ view }: { view: CallbackView }) {
  const { t } = useI18n();
  const me = useMe();
  const cancel = cancelWish(view, me.agent?.id ?? null);
  const { name, number, note } = view.live;
  const who = name || phoneNumber(number);
  return (
    <li className={css.line}>
      <Due view={view} />
      <span className={css.who}>
        {who}
        <span className="faint detail">
          <PhoneLink number={number} name={name} />
          {["", view.queue_name, view.agent_name, note]
            .filter((part, index) => index === 0 || part !== "")
            .join(" · ")}
        </span>
      </span>
      {cancel && (
        <IconButton
          label={t("callbacks.cancel", { name: who })}
          side="left"
          onClick={() =>
            void live.ask(cancel).then((refused) => {
              toasts.show(
                refused ? refusalWords(refused.code, t) : t("callbacks.cancelled", { name: who }),
              );
            })
          }
        >
          <IconX size={14} stroke={1.6} />
        </IconButton>
      )}
    </li>
  );
}

/** Call-backs that are arranged and not done: all one may see. Nothing when there is none. */
export function Callbacks({
  className,
  heading,
}: {
  className?: string | undefined;
  heading?: string | undefined;
}) {
  const { t } = useI18n();
  const callbacks = useLive((state) => state.callbacks);
  if (callbacks.size === 0) return null;
  const views = byDue(callbacks.values());
  const rest = views.length - SHOWN_MAX;
  return (
    <section className={className}>
      <h2 className={heading ?? "label"}>{t("callbacks.title")}</h2>
      <ul>
        {views.slice(0, SHOWN_MAX).map((view) => (
          <Line key={view.live.id} view={view} />
        ))}
      </ul>
      {rest > 0 && <p className="faint">{t("wallboard.more.agents", { count: rest })}</p>}
    </section>
  );
}
