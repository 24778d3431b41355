import { useId, type ComponentPropsWithRef, type ReactNode } from "react";
import { useI18n } from "@/i18n/i18n";
import css from "./Field.module.css";
import { JudgementShape } from "./StateShape";

export interface FieldProps {
  label: string;
  /** What is wrong and what would be right. */
  error?: string | undefined;
  hint?: ReactNode;
  optional?: boolean;
  /** At the right end of the label's line: "Saved 3 s ago". */
  aside?: ReactNode;
}

interface Wiring {
  id: string;
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
}

/** Label, control, hint and error, tied together for the screen reader. */
export function Field({
  label,
  error,
  hint,
  optional = false,
  aside,
  children,
}: FieldProps & { children: (wiring: Wiring) => ReactNode }) {
  const { t } = useI18n();
  const id = useId();
  const said = error !== undefined || hint !== undefined;
  return (
    <div className={css.field}>
      <div className={css.head}>
        <label htmlFor={id}>
          {label}
          {optional && <span className="faint"> ({t("field.optional")})</span>}
        </label>
        {aside !== undefined && <span className={css.aside}>{aside}</span>}
      </div>
      {children({
        id,
        "aria-invalid": error === undefined ? undefined : true,
        "aria-describedby": said ? `${id}-says` : undefined,
      })}
      {said && (
        <p id={`${id}-says`} className={error === undefined ? css.hint : css.error}>
          {error === undefined ? (
            hint
          ) : (
            <>
              <JudgementShape judgement="bad" size={9} /> {error}
            </>
          )}
        </p>
      )}
    </div>
  );
}

type FieldOf<Props> = FieldProps & Omit<Props, keyof FieldProps>;

export function Input({
  label,
  error,
  hint,
  optional,
  aside,
  unit,
  ...rest
}: FieldOf<ComponentPropsWithRef<"input">> & { unit?: string }) {
  return (
    <Field {...{ label, error, hint, aside }} optional={optional ?? false}>
      {(wiring) => (
        <span className={css.control}>
          <input autoComplete="off" {...rest} {...wiring} />
          {unit !== undefined && <span className={css.unit}>{unit}</span>}
        </span>
      )}
    </Field>
  );
}

export function TextArea({
  label,
  error,
  hint,
  optional,
  aside,
  ...rest
}: FieldOf<ComponentPropsWithRef<"textarea">>) {
  return (
    <Field {...{ label, error, hint, aside }} optional={optional ?? false}>
      {(wiring) => (
        <span className={css.control}>
          <textarea rows={3} {...rest} {...wiring} />
        </span>
      )}
    </Field>
  );
}

export interface Option {
  value: string;
  label: string;
}

/** The system's own select: best with a keyboard, a screen reader and a long list. */
export function Select({
  label,
  error,
  hint,
  optional,
  aside,
  options,
  ...rest
}: FieldOf<ComponentPropsWithRef<"select">> & { options: readonly Option[] }) {
  return (
    <Field {...{ label, error, hint, aside }} optional={optional ?? false}>
      {(wiring) => (
        <span className={css.control}>
          <select {...rest} {...wiring}>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        </span>
      )}
    </Field>
  );
}

export function Checkbox({
  label,
  ...rest
}: { label: ReactNode } & ComponentPropsWithRef<"input">) {
  return (
    <label className={css.check}>
      <input type="checkbox" {...rest} />
      <span>{label}</span>
    </label>
  );
}

/** A few choices beside each other; arrow keys move, as in any radio group. */
export function Segmented({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: readonly (Option & { before?: ReactNode })[];
  value: string;
  onChange: (value: string) => void;
}) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={css.segments}>
      {options.map((option) => (
        <label key={option.value} className={css.segment}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.before}
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  );
}
