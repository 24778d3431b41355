import { IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useI18n } from "@/i18n/i18n";
import { Checkbox, Field, Input, JudgementShape, Select, TextArea } from "@/ui";
import {
  levelText,
  parseNumber,
  textOf,
  type Choice,
  type FieldSpec,
  type Flat,
  type Level,
  type Value,
} from "./fields";
import css from "./Kit.module.css";

interface Props<Kind extends FieldSpec["kind"] = FieldSpec["kind"]> {
  field: Extract<FieldSpec, { kind: Kind }>;
  value: Value | undefined;
  flat: Flat;
  error: string | undefined;
  disabled: boolean;
  onChange: (value: Value) => void;
  onBlur: () => void;
}

const said = (field: FieldSpec, error: string | undefined) => ({
  label: field.label,
  error,
  ...(field.hint === undefined ? {} : { hint: field.hint }),
  optional: field.optional ?? false,
});

/** Floating-point dust ("0.29 * 100") never reaches the eye. */
const shown = (value: number, factor: number): string =>
  String(Number((value * factor).toFixed(6)));

function NumberInput({ field, value, error, disabled, onChange, onBlur }: Props<"number">) {
  const factor = field.factor ?? 1;
  const outside = typeof value === "number" ? shown(value, factor) : textOf(value);
  const [text, setText] = useState(outside);
  const typed = parseNumber(text);
  // Undo or another thing has set the value: show that one.
  if (typed === null ? text !== outside : shown(typed / factor, factor) !== outside)
    setText(outside);
  return (
    <Input
      {...said(field, error)}
      {...(field.unit === undefined ? {} : { unit: field.unit })}
      data-field={field.key}
      inputMode="decimal"
      disabled={disabled}
      value={text}
      onBlur={onBlur}
      onChange={(event) => {
        setText(event.target.value);
        const number = parseNumber(event.target.value);
        onChange(number === null ? event.target.value : number / factor);
      }}
    />
  );
}

function OneInput({ field, value, error, disabled, onChange, onBlur }: Props<"one">) {
  const at = field.options.findIndex((option) => option.value === (value ?? null));
  return (
    <Select
      {...said(field, error)}
      data-field={field.key}
      disabled={disabled}
      value={at === -1 ? "" : String(at)}
      options={[
        ...(at === -1 ? [{ value: "", label: "–" }] : []),
        ...field.options.map((option, index) => ({ value: String(index), label: option.label })),
      ]}
      onBlur={onBlur}
      onChange={(event) => {
        const option = field.options[Number(event.target.value)];
        if (event.target.value !== "" && option) onChange(option.value);
      }}
    />
  );
}

/** Chips for what is chosen, and a select that adds one more. */
function Chips({
  field,
  error,
  disabled,
  chosen,
  onAdd,
  onRemove,
  level,
}: {
  field: Extract<FieldSpec, { kind: "many" | "levels" }>;
  error: string | undefined;
  disabled: boolean;
  chosen: readonly (string | number)[];
  onAdd: (key: string | number) => void;
  onRemove: (key: string | number) => void;
  level?: (key: string | number) => React.ReactNode;
}) {
  const { t } = useI18n();
  const left = field.options.filter(
    (option): option is Choice & { value: string | number } =>
      option.value !== null && !chosen.includes(option.value),
  );
  const name = (key: string | number) =>
    field.options.find((option) => option.value === key)?.label ?? `#${key}`;
  return (
    <Field {...said(field, error)}>
      {(wiring) => (
        <div className={css.chips}>
          {chosen.length === 0 && <span className="faint">{field.none}</span>}
          {chosen.map((key) => (
            <span key={key} className={css.chip}>
              {name(key)}
              {level?.(key)}
              <button
                type="button"
                disabled={disabled}
                aria-label={t("admin.kit.take", { name: name(key) })}
                onClick={() => onRemove(key)}
              >
                <IconX size={14} stroke={1.8} aria-hidden />
              </button>
            </span>
          ))}
          {left.length > 0 && !disabled && (
            <span className={css.add}>
              <IconPlus size={14} stroke={1.8} aria-hidden />
              <select
                {...wiring}
                data-field={field.key}
                value=""
                onChange={(event) => {
                  const option = left[Number(event.target.value)];
                  if (option) onAdd(option.value);
                }}
              >
                <option value="">{t("action.add")}</option>
                {left.map((option, index) => (
                  <option key={option.value} value={index}>
                    {option.label}
                  </option>
                ))}
              </select>
            </span>
          )}
        </div>
      )}
    </Field>
  );
}

function ManyInput({ field, value, error, disabled, onChange }: Props<"many">) {
  const chosen = (Array.isArray(value) ? value : []) as readonly (string | number)[];
  return (
    <Chips
      {...{ field, error, disabled, chosen }}
      onAdd={(key) => onChange([...chosen, key])}
      onRemove={(key) => onChange(chosen.filter((other) => other !== key))}
    />
  );
}

const LEVELS = [1, 2, 3, 4, 5];

function LevelsInput({ field, value, error, disabled, onChange }: Props<"levels">) {
  const { t } = useI18n();
  const chosen = (Array.isArray(value) ? value : []) as readonly Level[];
  return (
    <Chips
      {...{ field, error, disabled }}
      chosen={chosen.map((one) => one.id)}
      onAdd={(key) => onChange([...chosen, { id: Number(key), level: 1 }])}
      onRemove={(key) => onChange(chosen.filter((one) => one.id !== key))}
      level={(key) => (
        <select
          aria-label={t(field.least ? "admin.kit.level" : "admin.kit.levelOf")}
          disabled={disabled}
          value={chosen.find((one) => one.id === key)?.level ?? 1}
          onChange={(event) =>
            onChange(
              chosen.map((one) =>
                one.id === key ? { ...one, level: Number(event.target.value) } : one,
              ),
            )
          }
        >
          {LEVELS.map((level) => (
            <option key={level} value={level}>
              {field.least
                ? levelText(level, true)
                : t("admin.kit.levelHeld", { level: levelText(level, false) })}
            </option>
          ))}
        </select>
      )}
    />
  );
}

function LinesInput({ field, value, error, disabled, onChange, onBlur }: Props<"lines">) {
  const lines = (Array.isArray(value) ? value : []) as readonly string[];
  const [text, setText] = useState(lines.join("\n"));
  const read = (raw: string) =>
    raw
      .split(/[\n,;]/)
      .map((line) => line.trim())
      .filter(Boolean);
  if (read(text).join("\n") !== lines.join("\n")) setText(lines.join("\n"));
  return (
    <TextArea
      {...said(field, error)}
      data-field={field.key}
      disabled={disabled}
      value={text}
      onBlur={onBlur}
      onChange={(event) => {
        setText(event.target.value);
        onChange(read(event.target.value));
      }}
    />
  );
}

/** A field that draws itself; label, hint and complaint stand where all fields have them. */
function OwnInput({ field, value, flat, error, disabled, onChange }: Props<"own">) {
  return (
    <div
      role="group"
      className={css.own}
      aria-label={field.label}
      data-field={field.key}
      tabIndex={-1}
    >
      {field.hint !== undefined && <p className="faint detail">{field.hint}</p>}
      {field.draw({ value, flat, disabled, onChange })}
      {error !== undefined && (
        <p className={css.wrong} role="alert">
          <JudgementShape judgement="bad" size={9} /> {error}
        </p>
      )}
    </div>
  );
}

/** One field by its kind. */
export function FieldInput(props: Props) {
  const { field, value, error, disabled, onChange, onBlur } = props;
  const common = { ...said(field, error), "data-field": field.key, disabled, onBlur };
  switch (field.kind) {
    case "text":
      return (
        <Input
          {...common}
          placeholder={field.placeholder}
          value={textOf(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case "secret":
      return (
        <Input
          {...common}
          type="password"
          autoComplete="new-password"
          value={textOf(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case "area":
      return (
        <TextArea
          {...common}
          value={textOf(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case "switch":
      return (
        <div className={css.switch}>
          <Checkbox
            label={field.label}
            data-field={field.key}
            disabled={disabled}
            checked={value === true}
            onChange={(event) => onChange(event.target.checked)}
          />
          {field.hint !== undefined && <p className="faint detail">{field.hint}</p>}
        </div>
      );
    case "number":
      return <NumberInput {...props} field={field} />;
    case "one":
      return <OneInput {...props} field={field} />;
    case "many":
      return <ManyInput {...props} field={field} />;
    case "levels":
      return <LevelsInput {...props} field={field} />;
    case "lines":
      return <LinesInput {...props} field={field} />;
    case "own":
      return <OwnInput {...props} field={field} />;
  }
}
