import { IconClipboardPlus } from "@tabler/icons-react";
import { useI18n } from "@/i18n/i18n";
import { Button } from "@/ui";
import { duration } from "@/ui/format";
import { originWords } from "@/ui/origin";
import { phoneNumber } from "@/ui/phone";
import { toMs } from "@/live/state";
import { languageName } from "./CallFacts";
import css from "./CallerCard.module.css";
import { FollowUpPlace, useNewFollowUp } from "./FollowUpPlace";
import { NoteField } from "./NoteField";
import { PaymentFields } from "./PaymentField";
import { ThisCall, Timeline } from "./Timeline";
import { useDesk } from "./useDesk";
import { useWrapUp } from "./WrapUpContext";

function Facts() {
  const { t, fmt, locale } = useI18n();
  const { input } = useDesk();
  const interaction = input.interaction;
  if (!interaction) return null;
  const { live, contact, origin } = interaction;
  const facts: [string, string][] = [];
  if (contact?.company) facts.push([t("card.company"), contact.company]);
  const from = originWords(origin, locale, t);
  if (from !== "") facts.push([t("card.from"), from]);
  if (live.language !== "") facts.push([t("card.language"), languageName(live.language, t)]);
  facts.push([t("card.dialled"), phoneNumber(live.dialled)]);
  if (live.connected_at > 0 && live.queued_at > 0) {
    facts.push([t("card.waited"), duration(toMs(live.connected_at - live.queued_at) / 1000)]);
  }
  if (contact) {
    const last =
      contact.last_at === null
        ? ""
        : t("card.lastAt", { date: fmt.longDate(toMs(contact.last_at)) });
    facts.push([
      t("card.contact"),
      [t("card.second", { count: contact.interactions }), last].filter(Boolean).join(", "),
    ]);
  }
  return (
    <dl className={css.facts}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="num">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The person and the past; the note stays open below. */
export function CallerCard() {
  const { t } = useI18n();
  const { input } = useDesk();
  const interaction = input.interaction;
  const { note } = useWrapUp();
  const newFollowUp = useNewFollowUp();
  const topic = interaction?.live.path.map((step) => step.label).join(" › ") ?? "";
  return (
    <div className={css.card}>
      <header className={css.head}>
        <div className={css.title}>
          <h2>{topic || interaction?.queue_name || t("desk.caller")}</h2>
          <span className={css.push} />
          {note && (
            <Button
              kind="quiet"
              keyHint="N"
              icon={<IconClipboardPlus size={16} stroke={1.6} aria-hidden />}
              onClick={newFollowUp}
            >
              {t("followUp.add")}
            </Button>
          )}
        </div>
        <Facts />
        {interaction?.contact?.note && <p className={css.about}>{interaction.contact.note}</p>}
      </header>
      <div
        className={css.scroll}
        data-timeline
        role="region"
        aria-label={t("card.timeline")}
        tabIndex={0}
      >
        <FollowUpPlace />
        <ThisCall />
        <Timeline />
      </div>
      {note && (
        <div className={css.note}>
          <PaymentFields />
          <NoteField rows={3} />
        </div>
      )}
    </div>
  );
}
