import { SearchField } from "@/calls/FilterBar";
import { useI18n } from "@/i18n/i18n";
import { LinkButton } from "@/ui";
import type { Lists } from "../rooms/lists";
import { choices } from "../rooms/lists";
import { EVERYBODY, isNarrowed, type AgentFilter } from "./filter.model";
import css from "./People.module.css";

function Choice({
  label,
  any,
  rows,
  value,
  onChange,
}: {
  label: string;
  any: string;
  rows: readonly { id: number; name: string }[];
  value: number;
  onChange: (value: number) => void;
}) {
  return (
    <select
      className={css.choice}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(Number(event.target.value))}
    >
      <option value={0}>{any}</option>
      {choices(rows).map((one) => (
        <option key={one.value} value={one.value ?? 0}>
          {one.label}
        </option>
      ))}
    </select>
  );
}

/** Whom the list and the matrices show. */
export function Filter({
  filter,
  lists,
  onChange,
}: {
  filter: AgentFilter;
  lists: Lists;
  onChange: (filter: AgentFilter) => void;
}) {
  const { t } = useI18n();
  return (
    <div className={css.filter} role="search" aria-label={t("matrix.filter")}>
      <SearchField
        value={filter.name}
        label={t("matrix.filter.name")}
        onChange={(name) => onChange({ ...filter, name })}
      />
      <Choice
        label={t("matrix.filter.team")}
        any={t("matrix.filter.team.any")}
        rows={lists.teams}
        value={filter.team}
        onChange={(team) => onChange({ ...filter, team })}
      />
      <Choice
        label={t("matrix.filter.queue")}
        any={t("matrix.filter.queue.any")}
        rows={lists.queues}
        value={filter.queue}
        onChange={(queue) => onChange({ ...filter, queue })}
      />
      {isNarrowed(filter) && (
        <LinkButton onClick={() => onChange(EVERYBODY)}>{t("matrix.filter.clear")}</LinkButton>
      )}
    </div>
  );
}
