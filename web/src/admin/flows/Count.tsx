import { Input } from "@/ui";
import { parseNumber } from "../kit/fields";

/** A whole number that stays what it was while one types something else. */
export function Count({
  label,
  unit,
  value,
  max,
  onChange,
}: {
  label: string;
  unit?: string;
  value: number;
  max: number;
  onChange: (value: number) => void;
}) {
  return (
    <Input
      label={label}
      {...(unit === undefined ? {} : { unit })}
      inputMode="numeric"
      value={String(value)}
      onChange={(event) => {
        const number = parseNumber(event.target.value === "" ? "0" : event.target.value);
        if (number !== null && number >= 0 && number <= max) onChange(Math.floor(number));
      }}
    />
  );
}
