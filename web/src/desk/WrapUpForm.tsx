import { useId } from "react";
import { useI18n } from "@/i18n/i18n";
import { JudgementShape, KeyCap, useKeys } from "@/ui";
import css from "./WrapUpForm.module.css";
import { NoteField } from "./NoteField";
import { inLanguage, useDesk } from "./useDesk";
import { useNoteState, useWrapUp } from "./WrapUpContext";

/** Digits choose the first nine; more are reached with the arrow keys. */
const KEYS_MAX = 9;

/** Few choices stand in one column, many in two or three: never a list to scroll. */
const rowsFor = (count: number): number =>
  count <= 4 ? count : count <= 12 ? Math.ceil(count / 2) : Math.ceil(count / 3);

export function WrapUpForm() {
  const { t, locale } = useI18n();
  const { input } = useDesk();
  const { choices, choose, missing, field } = useWrapUp();
  const { draft } = useNoteState();
  const name = useId();
  useKeys(
    choices.slice(0, KEYS_MAX).map((choice, index) => ({
      keys: String(index + 1),
      label: inLanguage(choice, locale),
      group: "desk" as const,
      run: () => choose(choice.id),
    })),
  );
  return (
    <div className={css.form}>
      <div className={css.scroll}>
        <div className={css.head}>
          <h2 id={name}>{t("wrap.how")}</h2>
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
          <div
            ref={field}
            role="radiogroup"
            aria-labelledby={name}
            aria-invalid={missing || undefined}
            className={css.choices}
            style={{ gridTemplateRows: `repeat(${rowsFor(choices.length)}, auto)` }}
          >
            {choices.map((choice, index) => (
              <label key={choice.id} className={css.choice}>
                <input
                  type="radio"
                  name={name}
                  checked={draft.disposition === choice.id}
                  onChange={() => choose(choice.id)}
                />
                <span>{inLanguage(choice, locale)}</span>
                {draft.disposition === choice.id ? (
                  <JudgementShape judgement="good" size={12} />
                ) : (
                  index < KEYS_MAX && <KeyCap>{index + 1}</KeyCap>
                )}
              </label>
            ))}
          </div>
        )}
        {missing && (
          <p className={css.missing} role="alert">
            <JudgementShape judgement="bad" size={10} /> {t("wrap.missing")}
          </p>
        )}
        <NoteField rows={5} />
      </div>
      <footer className={css.foot}>
        <span className="faint detail">{t("wrap.keyboard")}</span>
        {missing && <span className={css.missing}>{t("wrap.missingCount")}</span>}
      </footer>
    </div>
  );
}
