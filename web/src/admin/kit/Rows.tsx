import { IconArrowUp, IconPlus, IconX } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { useI18n } from "@/i18n/i18n";
import { Button, IconButton, Input } from "@/ui";
import { parseNumber } from "./fields";
import css from "./Kit.module.css";

function RowKeys({
  place,
  ordered,
  onUp,
  onTake,
}: {
  place: number;
  ordered: boolean;
  onUp: (() => void) | undefined;
  onTake: () => void;
}) {
  const { t } = useI18n();
  return (
    <div className={css.rowKeys}>
      {ordered && (
        <IconButton label={t("routing.rows.up", { place })} disabled={!onUp} onClick={onUp}>
          <IconArrowUp size={16} stroke={1.6} />
        </IconButton>
      )}
      <IconButton label={t("routing.rows.take", { place })} onClick={onTake}>
        <IconX size={16} stroke={1.6} />
      </IconButton>
    </div>
  );
}

/** A list of rules: one below the other, with what takes one away, moves it up, adds one. */
export function Rows<Row>({
  rows,
  max,
  disabled,
  add,
  blank,
  ordered = false,
  draw,
  onChange,
}: {
  rows: readonly Row[];
  max: number;
  disabled: boolean;
  /** "Add a stage" */
  add: string;
  blank: () => Row;
  /** The order matters, and is the person's to choose. */
  ordered?: boolean;
  draw: (row: Row, put: (part: Partial<Row>) => void, index: number) => ReactNode;
  onChange: (rows: Row[]) => void;
}) {
  const swap = (index: number) =>
    onChange(
      rows.map((row, at) =>
        at === index - 1 ? (rows[index] ?? row) : at === index ? (rows[index - 1] ?? row) : row,
      ),
    );
  return (
    <div className={css.rows}>
      {rows.map((row, index) => (
        <div key={index} className={css.row}>
          <div className={css.rowFields}>
            {draw(
              row,
              (part) => onChange(rows.map((one, at) => (at === index ? { ...one, ...part } : one))),
              index,
            )}
          </div>
          {!disabled && (
            <RowKeys
              place={index + 1}
              ordered={ordered}
              onUp={ordered && index > 0 ? () => swap(index) : undefined}
              onTake={() => onChange(rows.filter((_, at) => at !== index))}
            />
          )}
        </div>
      ))}
      {!disabled && rows.length < max && (
        <Button
          kind="quiet"
          icon={<IconPlus size={16} stroke={1.6} />}
          onClick={() => onChange([...rows, blank()])}
        >
          {add}
        </Button>
      )}
    </div>
  );
}

/** A number in a rule. What is no number becomes NaN, so that the form can refuse it. */
export function NumberBox({
  label,
  unit,
  value,
  min,
  max,
  factor = 1,
  disabled,
  onChange,
}: {
  label: string;
  unit?: string;
  value: number;
  min: number;
  max: number;
  /** 100 shows a share as per cent. */
  factor?: number;
  disabled: boolean;
  onChange: (value: number) => void;
}) {
  const { t } = useI18n();
  const shown = (number: number) => String(Number((number * factor).toFixed(6)));
  const [text, setText] = useState(shown(value));
  const typed = parseNumber(text);
  // Undo or another row has set the value: show that one.
  if (!Number.isNaN(value) && (typed === null || shown(typed / factor) !== shown(value)))
    setText(shown(value));
  const wrong =
    typed === null
      ? t("admin.kit.notANumber")
      : typed < min || typed > max
        ? t("admin.kit.range", { min, max, unit: unit ?? "" }).trim()
        : undefined;
  return (
    <Input
      label={label}
      error={wrong}
      {...(unit === undefined ? {} : { unit })}
      inputMode="decimal"
      disabled={disabled}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        const number = parseNumber(event.target.value);
        onChange(number === null ? Number.NaN : number / factor);
      }}
    />
  );
}
