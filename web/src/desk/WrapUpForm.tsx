import { useI18n } from "@/i18n/i18n";
import { FollowUp } from "./FollowUp";
import { NoteField } from "./NoteField";
import { OutcomeFields } from "./OutcomeFields";
import { OutcomeTree } from "./OutcomeTree";
import { inLanguage, useDesk } from "./useDesk";
import css from "./WrapUpForm.module.css";
import { useWrapUp } from "./WrapUpContext";

/** What is still missing, in one line. */
function MissingLine() {
  const { t, locale } = useI18n();
  const { missing } = useWrapUp();
  if (missing.length === 0) return null;
  const names = missing.map((one) => {
    if (one.kind === "field") return inLanguage(one.field, locale);
    return t(one.kind === "note" ? "note.label" : "wrap.how");
  });
  return (
    <span className={css.missing}>
      {t("outcome.missingCount", { count: missing.length, names: names.join(", ") })}
    </span>
  );
}

/** How it ended, what the queue wants to know, what to remember, and what was promised. */
export function WrapUpForm() {
  const { t } = useI18n();
  const { input } = useDesk();
  const { choices, form } = useWrapUp();
  return (
    <div className={css.form}>
      <div className={css.scroll} ref={form}>
        <div className={css.head}>
          <h2>{t("wrap.how")}</h2>
          <span className="faint detail">{t("wrap.numberKeys")}</span>
          <span className={css.push} />
          <span className="faint detail">
            {choices.length > 0 &&
              t("wrap.required", { queue: input.interaction?.queue_name ?? "" })}
          </span>
        </div>
        {choices.length === 0 ? (
          <p className="muted">{t("wrap.noDispositions")}</p>
        ) : (
          <OutcomeTree label={t("wrap.how")} />
        )}
        <OutcomeFields />
        <div data-field="note">
          <NoteField rows={5} />
        </div>
        <FollowUp />
      </div>
      <footer className={css.foot}>
        <span className="faint detail">{t("wrap.keyboard")}</span>
        <MissingLine />
      </footer>
    </div>
  );
}
