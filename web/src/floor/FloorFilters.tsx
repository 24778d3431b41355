import { memo, useRef } from "react";
import { useI18n } from "@/i18n/i18n";
import { useLive } from "@/live/useLive";
import { StateShape, useKeys, type StateName } from "@/ui";
import { countShapes, signedIn, type StateCounts } from "@/wallboard/wallboard.model";
import css from "./Floor.module.css";
import type { Filters, Team } from "./floor.model";

const STATES: readonly StateName[] = [
  "ready",
  "ringing",
  "talking",
  "hold",
  "wrap_up",
  "not_ready",
  "offline",
];

/** A select without a label of its own: its first choice says what it filters by. */
function Choice({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}) {
  return (
    <select
      className={css.choice}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

const number = (text: string): number | null => (text === "" ? null : Number(text));

/** A button for each state with how many there are, whatever the filter. */
function States({
  filters,
  onChange,
  counts,
}: {
  filters: Filters;
  onChange: (part: Partial<Filters>) => void;
  counts: StateCounts;
}) {
  const { t, fmt } = useI18n();
  const shapes = countShapes(counts);
  return (
    <div className={css.states} role="group" aria-label={t("floor.states")}>
      <button
        type="button"
        aria-pressed={filters.state === null}
        onClick={() => onChange({ state: null })}
      >
        {t("floor.all")} <b className="num">{fmt.number(signedIn(counts))}</b>
      </button>
      {STATES.map((state) => (
        <button
          key={state}
          type="button"
          aria-pressed={filters.state === state}
          title={t(`state.${state}`)}
          onClick={() => onChange({ state: filters.state === state ? null : state })}
        >
          <StateShape state={state} size={11} />
          <b className="num">{fmt.number(shapes.get(state) ?? 0)}</b>
          <span className={css.stateWord}>{t(`state.${state}`)}</span>
        </button>
      ))}
    </div>
  );
}

/** Which people are shown: by state, queue, team and text. The numbers are of everybody, whatever the filter. */
export const FloorFilters = memo(function FloorFilters({
  filters,
  onChange,
  counts,
  teams,
}: {
  filters: Filters;
  onChange: (part: Partial<Filters>) => void;
  counts: StateCounts;
  teams: readonly Team[];
}) {
  const { t } = useI18n();
  const queues = useLive((state) => state.queues);
  const search = useRef<HTMLInputElement>(null);
  useKeys([
    { keys: "/", label: t("floor.key.search"), group: "floor", run: () => search.current?.focus() },
  ]);
  return (
    <div className={css.filters}>
      <States filters={filters} onChange={onChange} counts={counts} />
      <Choice
        label={t("floor.queue")}
        value={String(filters.queue ?? "")}
        options={[
          { value: "", label: t("floor.anyQueue") },
          ...[...queues.values()].map((queue) => ({ value: String(queue.id), label: queue.name })),
        ]}
        onChange={(value) => onChange({ queue: number(value) })}
      />
      {teams.length > 0 && (
        <Choice
          label={t("floor.team")}
          value={String(filters.team ?? "")}
          options={[
            { value: "", label: t("floor.anyTeam") },
            ...teams.map((team) => ({ value: String(team.id), label: team.name })),
            { value: "0", label: t("floor.noTeam") },
          ]}
          onChange={(value) => onChange({ team: number(value) })}
        />
      )}
      <Choice
        label={t("floor.sort")}
        value={filters.sort}
        options={[
          { value: "name", label: t("floor.sort.name") },
          { value: "trouble", label: t("floor.sort.trouble") },
        ]}
        onChange={(value) => onChange({ sort: value === "trouble" ? "trouble" : "name" })}
      />
      <input
        ref={search}
        type="search"
        className={css.search}
        aria-label={t("floor.search")}
        placeholder={t("floor.search")}
        value={filters.text}
        onChange={(event) => onChange({ text: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          onChange({ text: "" });
        }}
      />
    </div>
  );
});
