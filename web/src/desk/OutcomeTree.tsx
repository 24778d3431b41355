import { useId } from "react";
import { useI18n } from "@/i18n/i18n";
import { JudgementShape, KeyCap, useKeys } from "@/ui";
import { chosenByDigit, columnsOf, KEYS_MAX, levelUp, type OutcomeColumn } from "./outcome.model";
import { inLanguage } from "./useDesk";
import css from "./WrapUpForm.module.css";
import { useNoteState, useWrapUp } from "./WrapUpContext";

/** A single column of many choices is broken into two or three: never a list to scroll. */
const rowsFor = (count: number): number =>
  count <= 4 ? count : count <= 12 ? Math.ceil(count / 2) : Math.ceil(count / 3);

function Column({
  column,
  label,
  current,
  alone,
}: {
  column: OutcomeColumn;
  label: string;
  current: boolean;
  alone: boolean;
}) {
  const { locale } = useI18n();
  const { choose } = useWrapUp();
  const name = useId();
  const rows = alone ? rowsFor(column.choices.length) : column.choices.length;
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={css.column}
      style={{ gridTemplateRows: `repeat(${rows}, auto)` }}
    >
      {column.choices.map((choice, index) => (
        <label key={choice.id} className={css.choice}>
          <input
            type="radio"
            name={name}
            checked={column.chosen === choice.id}
            onChange={() => choose(choice.id)}
          />
          <span>{inLanguage(choice, locale)}</span>
          {column.chosen === choice.id ? (
            <JudgementShape judgement="good" size={12} />
          ) : (
            current && index < KEYS_MAX && <KeyCap>{index + 1}</KeyCap>
          )}
        </label>
      ))}
    </div>
  );
}

/** How it ended: one column for each level, number keys for the last one, 0 for one level back. */
export function OutcomeTree({ label }: { label: string }) {
  const { t, locale } = useI18n();
  const { choices, choose, missing } = useWrapUp();
  const { draft } = useNoteState();
  const columns = columnsOf(choices, draft.disposition);
  const last = columns.at(-1);
  const digits = (last?.choices ?? []).slice(0, KEYS_MAX).map((choice, index) => ({
    keys: String(index + 1),
    label: inLanguage(choice, locale),
    group: "desk" as const,
    run: () => {
      const chosen = chosenByDigit(columns, index + 1);
      if (chosen) choose(chosen.id);
    },
  }));
  const back = {
    keys: "0",
    label: t("outcome.back"),
    group: "desk" as const,
    run: () => choose(levelUp(choices, draft.disposition)),
  };
  useKeys(draft.disposition === null ? digits : [...digits, back]);
  const named = (level: number): string => {
    const above = choices.find((one) => one.id === columns[level - 1]?.chosen);
    return above ? `${label} ${inLanguage(above, locale)}` : label;
  };
  const wanted = missing.some((one) => one.kind === "disposition");
  return (
    <div>
      <div className={css.choices} data-wanted={wanted || undefined}>
        {columns.map((column, level) => (
          <div
            key={level}
            className={css.level}
            {...(column === last && { "data-field": "disposition" })}
          >
            <Column
              column={column}
              label={named(level)}
              current={column === last}
              alone={columns.length === 1}
            />
          </div>
        ))}
      </div>
      {wanted && (
        <p className={css.missing} role="alert">
          <JudgementShape judgement="bad" size={10} /> {t("wrap.missing")}
        </p>
      )}
    </div>
  );
}
