import { IconArrowDown, IconArrowUp, IconX } from "@tabler/icons-react";
import { useState } from "react";
import {
  BOARD_COLUMNS_OF_TABLE_MAX,
  type BoardMeasure,
  type Thresholds,
} from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { useLive } from "@/live/useLive";
import { Checkbox, IconButton, Input, Select, type Option } from "@/ui";
import { isMeasure } from "../figures.model";
import { useWorld } from "../world";
import css from "./Editor.module.css";

export type Errors = Readonly<Record<string, string>>;

/** The error at a field or at one of its parts (`queues`, `queues.2`). */
export function errorAt(errors: Errors, field: string): string | undefined {
  const found = Object.entries(errors).filter(
    ([path]) => path === field || path.startsWith(`${field}.`),
  );
  return found.length > 0 ? found.map(([, said]) => said).join(" ") : undefined;
}

/** Which of several; none means all. */
export function Choose({
  legend,
  all,
  options,
  chosen,
  error,
  onChange,
}: {
  legend: string;
  all: string;
  options: readonly { readonly id: number; readonly name: string }[];
  chosen: readonly number[];
  error: string | undefined;
  onChange: (chosen: number[]) => void;
}) {
  const { t } = useI18n();
  const gone = chosen.filter((id) => !options.some((option) => option.id === id));
  const rows = [...options, ...gone.map((id) => ({ id, name: t("boards.form.gone", { id }) }))];
  return (
    <fieldset className={css.choose}>
      <legend>
        {legend} <span className="faint">{chosen.length === 0 ? all : ""}</span>
      </legend>
      <div className={css.options}>
        {rows.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            checked={chosen.includes(id)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
            }
          />
        ))}
        {rows.length === 0 && <span className="faint">{t("boards.form.none")}</span>}
      </div>
      {error !== undefined && <p className={css.error}>{error}</p>}
    </fieldset>
  );
}

export function QueuesField({
  chosen,
  errors,
  onChange,
}: {
  chosen: readonly number[];
  errors: Errors;
  onChange: (queues: number[]) => void;
}) {
  const { t } = useI18n();
  const names = useLive((state) => state.queues);
  const options = [...names.values()]
    .map(({ id, name }) => ({ id, name }))
    .sort((a, b) => a.name.localeCompare(b.name));
  return (
    <Choose
      legend={t("boards.form.queues")}
      all={t("boards.form.allQueues")}
      options={options}
      chosen={chosen}
      error={errorAt(errors, "queues")}
      onChange={onChange}
    />
  );
}

export function TeamsField({
  chosen,
  errors,
  onChange,
}: {
  chosen: readonly number[];
  errors: Errors;
  onChange: (teams: number[]) => void;
}) {
  const { t } = useI18n();
  const { teams } = useWorld();
  return (
    <Choose
      legend={t("boards.form.teams")}
      all={t("boards.form.allTeams")}
      options={teams}
      chosen={chosen}
      error={errorAt(errors, "teams")}
      onChange={onChange}
    />
  );
}

/** A number that may be typed badly: the tile keeps its last good one, the field says what is wrong. */
export function NumberField({
  label,
  value,
  unit,
  factor = 1,
  hint,
  error,
  optional = false,
  onChange,
}: {
  label: string;
  value: number | null;
  unit?: string;
  /** What one types is so many times what is kept: 100 for a share. */
  factor?: number;
  hint?: string;
  error: string | undefined;
  optional?: boolean;
  onChange: (value: number | null) => void;
}) {
  const { t, locale } = useI18n();
  const shownOf = (one: number | null) =>
    one === null
      ? ""
      : String(Math.round(one * factor * 100) / 100).replace(".", locale === "de" ? "," : ".");
  const [text, setText] = useState(shownOf(value));
  const [told, setTold] = useState(value);
  // Undo, or another tile: what is kept changed without this field.
  if (told !== value) {
    setTold(value);
    setText(shownOf(value));
  }
  const number = Number(text.trim().replace(",", "."));
  const wrong = text.trim() === "" ? !optional : !Number.isFinite(number);
  return (
    <Input
      label={label}
      value={text}
      inputMode="decimal"
      optional={optional}
      hint={hint}
      error={wrong ? t("boards.form.number") : error}
      {...(unit === undefined ? {} : { unit })}
      onChange={(event) => {
        const typed = event.target.value;
        setText(typed);
        const next = typed.trim() === "" ? null : Number(typed.trim().replace(",", ".")) / factor;
        if (next === null ? !optional : !Number.isFinite(next)) return;
        setTold(next);
        onChange(next);
      }}
    />
  );
}

export function MeasureField({
  measure,
  of,
  error,
  onChange,
}: {
  measure: BoardMeasure;
  of: readonly BoardMeasure[];
  error: string | undefined;
  onChange: (measure: BoardMeasure) => void;
}) {
  const { t } = useI18n();
  const { measures } = useWorld();
  const options = of.map((one): Option => {
    const known = measures.get(one);
    return { value: one, label: known ? `${known.name} (${t(`boards.of.${known.of}`)})` : one };
  });
  return (
    <Select
      label={t("boards.form.measure")}
      value={measure}
      options={options}
      error={error}
      hint={measures.get(measure)?.formula}
      onChange={(event) => {
        if (isMeasure(event.target.value)) onChange(event.target.value);
      }}
    />
  );
}

/** From when on the number is coloured; nothing where neither more nor less of it is better. */
export function ThresholdFields({
  measure,
  thresholds,
  errors,
  onChange,
}: {
  measure: BoardMeasure;
  thresholds: Thresholds;
  errors: Errors;
  onChange: (thresholds: Thresholds) => void;
}) {
  const { t } = useI18n();
  const definition = useWorld().measures.get(measure);
  if (!definition || definition.better === "neither") return null;
  const share = definition.unit === "share";
  const unit = share ? "%" : definition.unit === "seconds" ? "s" : undefined;
  const goal = measure === "service_level" || measure === "longest_waiting_now";
  const field = (name: "warn" | "bad") => (
    <NumberField
      label={t(
        definition.better === "more" ? `boards.form.${name}Below` : `boards.form.${name}From`,
      )}
      value={thresholds[name]}
      factor={share ? 100 : 1}
      optional
      error={errors[`thresholds.${name}`] ?? (name === "bad" ? errors["thresholds"] : undefined)}
      onChange={(value) => onChange({ ...thresholds, [name]: value })}
      {...(unit === undefined ? {} : { unit })}
    />
  );
  return (
    <>
      <div className={css.pair}>
        {field("warn")}
        {field("bad")}
      </div>
      <p className="faint detail">{t(goal ? "boards.form.goal" : "boards.form.noGoal")}</p>
    </>
  );
}

function swapped<T>(list: readonly T[], index: number, step: number): T[] {
  const next = [...list];
  const [one] = next.splice(index, 1);
  if (one !== undefined) next.splice(index + step, 0, one);
  return next;
}

/** The columns of a table from left to right. */
export function ColumnsField({
  columns,
  of,
  errors,
  onChange,
}: {
  columns: readonly BoardMeasure[];
  of: readonly BoardMeasure[];
  errors: Errors;
  onChange: (columns: BoardMeasure[]) => void;
}) {
  const { t } = useI18n();
  const { measures } = useWorld();
  const nameOf = (measure: BoardMeasure) => measures.get(measure)?.name ?? measure;
  const left = of.filter((measure) => !columns.includes(measure));
  const swap = (index: number, step: number) => onChange(swapped(columns, index, step));
  const error = errorAt(errors, "columns");
  return (
    <fieldset className={css.choose}>
      <legend>{t("boards.form.columns")}</legend>
      <ol className={css.columns}>
        {columns.map((measure, index) => (
          <li key={measure}>
            <span>{nameOf(measure)}</span>
            <IconButton
              label={t("boards.form.up", { name: nameOf(measure) })}
              disabled={index === 0}
              onClick={() => swap(index, -1)}
            >
              <IconArrowUp size={14} stroke={1.6} />
            </IconButton>
            <IconButton
              label={t("boards.form.down", { name: nameOf(measure) })}
              disabled={index === columns.length - 1}
              onClick={() => swap(index, 1)}
            >
              <IconArrowDown size={14} stroke={1.6} />
            </IconButton>
            <IconButton
              label={t("boards.form.remove", { name: nameOf(measure) })}
              onClick={() => onChange(columns.filter((one) => one !== measure))}
            >
              <IconX size={14} stroke={1.6} />
            </IconButton>
          </li>
        ))}
      </ol>
      {left.length > 0 && columns.length < BOARD_COLUMNS_OF_TABLE_MAX && (
        <Select
          label={t("boards.form.addColumn")}
          value=""
          options={[
            { value: "", label: t("action.choose") },
            ...left.map((measure) => ({ value: measure, label: nameOf(measure) })),
          ]}
          onChange={(event) => {
            if (isMeasure(event.target.value)) onChange([...columns, event.target.value]);
          }}
        />
      )}
      {error !== undefined && <p className={css.error}>{error}</p>}
    </fieldset>
  );
}
