import { useI18n } from "@/i18n/i18n";
import { Timer } from "@/ui";
import { duration } from "@/ui/format";
import { originWords } from "@/ui/origin";
import { phoneNumber } from "@/ui/phone";
import { toMs } from "@/live/state";
import css from "./PhoneColumn.module.css";
import { useDesk } from "./useDesk";

/** What we know of this call before anybody speaks: topic, wait, language, and why it came to me. */
export function CallFacts() {
  const { t, locale } = useI18n();
  const { input } = useDesk();
  if (!input.interaction) return null;
  const { live, origin } = input.interaction;
  const topic = live.path.map((step) => step.label).join(" › ");
  const { offer } = live;
  const from = originWords(origin, locale, t);
  return (
    <section className={css.section}>
      <dl className={css.facts}>
        {topic !== "" && (
          <div>
            <dt>{t("card.topic")}</dt>
            <dd>{topic}</dd>
          </div>
        )}
        {from !== "" && (
          <div>
            <dt>{t("card.from")}</dt>
            <dd>{from}</dd>
          </div>
        )}
        {live.queued_at > 0 && (
          <div>
            <dt>{t("card.waited")}</dt>
            <dd>
              {live.connected_at > 0 ? (
                duration(toMs(live.connected_at - live.queued_at) / 1000)
              ) : (
                <Timer since={toMs(live.queued_at)} />
              )}
            </dd>
          </div>
        )}
        {live.language !== "" && (
          <div>
            <dt>{t("card.language")}</dt>
            <dd>{languageName(live.language, t)}</dd>
          </div>
        )}
        <div>
          <dt>{t("card.dialled")}</dt>
          <dd className="num">{phoneNumber(live.dialled)}</dd>
        </div>
      </dl>
      {offer && (
        <p className="muted detail">
          {t("card.whyRule", {
            rule: offer.rule === "longest_idle" ? t("card.rule.longest_idle") : offer.rule,
            idle: duration(toMs(offer.idle) / 1000),
            count: offer.candidates,
          })}
        </p>
      )}
    </section>
  );
}

/** Languages we have a word for; others are shown by their code. */
export const languageName = (code: string, t: ReturnType<typeof useI18n>["t"]): string =>
  code === "de" || code === "en" ? t(`language.${code}`) : code;
