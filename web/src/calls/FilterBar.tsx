import { IconSearch, IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { Named } from "@/api/interactions";
import { useMay } from "@/app/session";
import { useI18n } from "@/i18n/i18n";
import { Button, KeyCap, useKeys } from "@/ui";
import { timeOfDay } from "@/ui/format";
import css from "./Calls.module.css";
import {
  change,
  isNarrowed,
  OUTCOMES,
  PERIOD_DEFAULT,
  PERIODS,
  type Filters,
  type Period,
} from "./filters.model";
import { useDispositions, useNames } from "./names";

const TYPED_AFTER_MS = 250;

/** A choice in one control: its name, then what is chosen. */
function Choice({
  label,
  value,
  any,
  options,
  onChange,
}: {
  label: string;
  value: string;
  any?: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}) {
  return (
    <label className={css.choice} data-set={value !== "" || undefined}>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {any !== undefined && <option value="">{any}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

const asOptions = (rows: readonly Named[]) =>
  rows.map((row) => ({ value: String(row.id), label: row.name }));

/** The search goes out when one stops typing; the address follows. */
export function SearchField({
  value,
  label,
  onChange,
}: {
  value: string;
  label: string;
  onChange: (value: string) => void;
}) {
  const { t } = useI18n();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState({ text: value, from: value });
  // The address was changed elsewhere (back, a link): it wins.
  if (typed.from !== value) setTyped({ text: value, from: value });
  useEffect(() => {
    if (typed.text === value) return undefined;
    const timer = setTimeout(() => onChange(typed.text), TYPED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  useKeys([
    {
      keys: "/",
      label: t("calls.keys.search"),
      group: "everywhere",
      run: () => input.current?.focus(),
    },
  ]);
  return (
    <div className={css.search} role="search">
      <IconSearch size={16} stroke={1.6} aria-hidden />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        value={typed.text}
        maxLength={100}
        onChange={(event) => setTyped({ text: event.target.value, from: value })}
      />
      <KeyCap>/</KeyCap>
    </div>
  );
}

/** Bounds that a report's number has brought along, or the period one chooses. */
function When({ filters, set }: { filters: Filters; set: Setter }) {
  const { t, fmt } = useI18n();
  const at = (instant: string | undefined) => {
    if (instant === undefined) return "…";
    const date = new Date(instant);
    return `${fmt.shortDate(date)} ${timeOfDay(date)}`;
  };
  if (filters.from !== undefined || filters.to !== undefined)
    return (
      <Dropped
        text={t("calls.filter.exact", { from: at(filters.from), to: at(filters.to) })}
        onDrop={() => set({ from: undefined, to: undefined })}
      />
    );
  return (
    <Choice
      label={t("calls.filter.period")}
      value={filters.period ?? PERIOD_DEFAULT}
      options={PERIODS.map((period) => ({ value: period, label: t(`calls.period.${period}`) }))}
      onChange={(value) => set({ period: value as Period })}
    />
  );
}

type Setter = (part: Parameters<typeof change>[1]) => void;

const idOf = (value: string): number | undefined => (value === "" ? undefined : Number(value));

export function FilterBar({
  filters,
  onChange,
}: {
  filters: Filters;
  onChange: (filters: Filters) => void;
}) {
  const { t } = useI18n();
  const may = useMay();
  const { queues, agents } = useNames();
  const dispositions = useDispositions();
  const set: Setter = (part) => onChange(change(filters, part));
  const choice = (key: "queue" | "agent" | "disposition", rows: readonly Named[]) => (
    <Choice
      label={t(`calls.filter.${key}`)}
      value={String(filters[key] ?? "")}
      any={t("calls.filter.any")}
      options={asOptions(rows)}
      onChange={(value) => set({ [key]: idOf(value) })}
    />
  );
  return (
    <div className={css.filters} role="region" aria-label={t("calls.filters")}>
      <SearchField
        value={filters.search ?? ""}
        label={t("calls.search")}
        onChange={(search) => set({ search })}
      />
      <When filters={filters} set={set} />
      {choice("queue", queues)}
      {may("interaction.any") && choice("agent", agents)}
      <Choice
        label={t("calls.filter.outcome")}
        value={filters.outcome ?? ""}
        any={t("calls.filter.any")}
        options={OUTCOMES.map((one) => ({ value: one, label: t(`calls.outcome.${one}`) }))}
        onChange={(value) => set({ outcome: OUTCOMES.find((one) => one === value) })}
      />
      {choice("disposition", dispositions)}
      {filters.contact !== undefined && (
        <Dropped text={t("calls.filter.contact")} onDrop={() => set({ contact: undefined })} />
      )}
      {filters.behind !== undefined && (
        <Dropped text={t("calls.filter.behind")} onDrop={() => set({ behind: undefined })} />
      )}
      {isNarrowed(filters) && (
        <Button kind="quiet" onClick={() => onChange({})}>
          {t("calls.filter.clear")}
        </Button>
      )}
    </div>
  );
}

function Dropped({ text, onDrop }: { text: string; onDrop: () => void }) {
  const { t } = useI18n();
  return (
    <button
      type="button"
      className={css.dropped}
      aria-label={t("calls.filter.drop", { name: text })}
      onClick={onDrop}
    >
      {text}
      <IconX size={14} stroke={1.8} aria-hidden />
    </button>
  );
}
