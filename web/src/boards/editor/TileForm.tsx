import { useId } from "react";
import {
  BOARD_TEXT_LENGTH_MAX,
  BOARD_TITLE_LENGTH_MAX,
  type BoardMeasure,
  type ClockTile,
  type ListOf,
  type ListTile,
  type MessageTile,
  type MessageTone,
  type NumberTile,
  type TableOf,
  type TableTile,
  type Tile,
  type TrendTile,
} from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { Checkbox, Field, Input, Segmented, Select, TextArea } from "@/ui";
import { MEASURES, measuresOf } from "../figures.model";
import { useWorld } from "../world";
import {
  ColumnsField,
  errorAt,
  MeasureField,
  NumberField,
  QueuesField,
  TeamsField,
  ThresholdFields,
  type Errors,
} from "./fields";
import { useOwnName } from "./names";

const NO_THRESHOLDS = { warn: null, bad: null };
const LISTS: readonly ListOf[] = ["waiting", "agents", "callbacks", "alarms"];
const TONES: readonly MessageTone[] = ["plain", "good", "warn", "bad"];
const TREND_MINUTES = [15, 30, 60];
const TABLE_QUEUES: readonly BoardMeasure[] = [
  "waiting",
  "longest_waiting_now",
  "service_level",
  "staffed",
];
const TABLE_TEAMS: readonly BoardMeasure[] = [
  "agents_ready",
  "agents_handling",
  "agents_not_ready",
];

interface FormOf<T> {
  tile: T;
  errors: Errors;
  /** `typing`: the field whose letters are one step back. */
  onChange: (tile: T, typing?: string) => void;
}

/** A number of agents has teams, a number of queues has queues; what no longer fits is taken away. */
function withMeasure(tile: NumberTile, measure: BoardMeasure): NumberTile {
  const same = (MEASURES[measure] === "agents") === (MEASURES[tile.measure] === "agents");
  return {
    ...tile,
    measure,
    thresholds: NO_THRESHOLDS,
    queues: same ? tile.queues : [],
    teams: same ? tile.teams : [],
  };
}

function NumberForm({ tile, errors, onChange }: FormOf<NumberTile>) {
  const agents = MEASURES[tile.measure] === "agents";
  return (
    <>
      <MeasureField
        measure={tile.measure}
        of={measuresOf("now", "today", "agents")}
        error={errorAt(errors, "measure")}
        onChange={(measure) => onChange(withMeasure(tile, measure))}
      />
      {agents ? (
        <TeamsField
          chosen={tile.teams}
          errors={errors}
          onChange={(teams) => onChange({ ...tile, teams })}
        />
      ) : (
        <QueuesField
          chosen={tile.queues}
          errors={errors}
          onChange={(queues) => onChange({ ...tile, queues })}
        />
      )}
      <ThresholdFields
        key={tile.measure}
        measure={tile.measure}
        thresholds={tile.thresholds}
        errors={errors}
        onChange={(thresholds) => onChange({ ...tile, thresholds }, "thresholds")}
      />
    </>
  );
}

function TrendForm({ tile, errors, onChange }: FormOf<TrendTile>) {
  const { t } = useI18n();
  const { measures } = useWorld();
  const kept = measuresOf("today").filter((measure) => measures.get(measure)?.trend ?? true);
  return (
    <>
      <MeasureField
        measure={tile.measure}
        of={kept}
        error={errorAt(errors, "measure")}
        onChange={(measure) => onChange({ ...tile, measure, thresholds: NO_THRESHOLDS })}
      />
      <QueuesField
        chosen={tile.queues}
        errors={errors}
        onChange={(queues) => onChange({ ...tile, queues })}
      />
      <NumberField
        label={t("boards.form.hours")}
        value={tile.hours}
        unit="h"
        error={errors["hours"]}
        onChange={(hours) => hours !== null && onChange({ ...tile, hours }, "hours")}
      />
      <Select
        label={t("boards.form.minutes")}
        value={String(tile.minutes)}
        options={TREND_MINUTES.map((minutes) => ({
          value: String(minutes),
          label: t("boards.trend.every", { count: minutes }),
        }))}
        error={errors["minutes"]}
        onChange={(event) => onChange({ ...tile, minutes: Number(event.target.value) })}
      />
      <ThresholdFields
        key={tile.measure}
        measure={tile.measure}
        thresholds={tile.thresholds}
        errors={errors}
        onChange={(thresholds) => onChange({ ...tile, thresholds }, "thresholds")}
      />
    </>
  );
}

function TableForm({ tile, errors, onChange }: FormOf<TableTile>) {
  const { t } = useI18n();
  const queues = tile.of === "queues";
  const change = (of: TableOf) =>
    onChange({
      ...tile,
      of,
      queues: [],
      teams: [],
      columns: [...(of === "queues" ? TABLE_QUEUES : TABLE_TEAMS)],
    });
  return (
    <>
      <Segmented
        label={t("boards.form.of")}
        value={tile.of}
        options={[
          { value: "queues", label: t("boards.table.queues") },
          { value: "teams", label: t("boards.table.teams") },
        ]}
        onChange={(value) => change(value === "teams" ? "teams" : "queues")}
      />
      <ColumnsField
        columns={tile.columns}
        of={queues ? measuresOf("now", "today") : measuresOf("agents")}
        errors={errors}
        onChange={(columns) => onChange({ ...tile, columns })}
      />
      {queues ? (
        <>
          <QueuesField
            chosen={tile.queues}
            errors={errors}
            onChange={(chosen) => onChange({ ...tile, queues: chosen })}
          />
          <Checkbox
            label={t("boards.form.byTrouble")}
            checked={tile.by_trouble}
            onChange={(event) => onChange({ ...tile, by_trouble: event.target.checked })}
          />
        </>
      ) : (
        <TeamsField
          chosen={tile.teams}
          errors={errors}
          onChange={(teams) => onChange({ ...tile, teams })}
        />
      )}
    </>
  );
}

function ListForm({ tile, errors, onChange }: FormOf<ListTile>) {
  const { t } = useI18n();
  return (
    <>
      <Select
        label={t("boards.form.list")}
        value={tile.of}
        options={LISTS.map((of) => ({ value: of, label: t(`boards.list.${of}`) }))}
        error={errors["of"]}
        onChange={(event) => {
          const of = LISTS.find((one) => one === event.target.value);
          if (of) onChange({ ...tile, of, teams: [] });
        }}
      />
      <QueuesField
        chosen={tile.queues}
        errors={errors}
        onChange={(queues) => onChange({ ...tile, queues })}
      />
      {tile.of === "agents" && (
        <TeamsField
          chosen={tile.teams}
          errors={errors}
          onChange={(teams) => onChange({ ...tile, teams })}
        />
      )}
      <NumberField
        label={t("boards.form.rows")}
        value={tile.rows_max}
        error={errors["rows_max"]}
        onChange={(rows) => rows !== null && onChange({ ...tile, rows_max: rows }, "rows_max")}
      />
    </>
  );
}

const ZONES: readonly string[] = Intl.supportedValuesOf("timeZone");

function ClockForm({ tile, errors, onChange }: FormOf<ClockTile>) {
  const { t } = useI18n();
  const list = useId();
  return (
    <>
      <Input
        label={t("boards.form.zone")}
        value={tile.time_zone}
        list={list}
        placeholder="Europe/Berlin"
        hint={t("boards.form.zoneSays")}
        error={errors["time_zone"]}
        onChange={(event) =>
          onChange({ ...tile, time_zone: event.target.value.trim() }, "time_zone")
        }
      />
      <datalist id={list}>
        {ZONES.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}

function MessageForm({ tile, errors, onChange }: FormOf<MessageTile>) {
  const { t } = useI18n();
  return (
    <>
      <TextArea
        label={t("boards.form.text")}
        value={tile.text}
        maxLength={BOARD_TEXT_LENGTH_MAX}
        error={errors["text"]}
        onChange={(event) => onChange({ ...tile, text: event.target.value }, "text")}
      />
      <Field label={t("boards.form.tone")}>
        {() => (
          <Segmented
            label={t("boards.form.tone")}
            value={tile.tone}
            options={TONES.map((tone) => ({ value: tone, label: t(`boards.tone.${tone}`) }))}
            onChange={(value) => {
              const tone = TONES.find((one) => one === value);
              if (tone) onChange({ ...tile, tone });
            }}
          />
        )}
      </Field>
    </>
  );
}

function OwnFields({ tile, ...rest }: FormOf<Tile>) {
  switch (tile.kind) {
    case "number":
      return <NumberForm tile={tile} {...rest} />;
    case "trend":
      return <TrendForm tile={tile} {...rest} />;
    case "table":
      return <TableForm tile={tile} {...rest} />;
    case "list":
      return <ListForm tile={tile} {...rest} />;
    case "clock":
      return <ClockForm tile={tile} {...rest} />;
    case "message":
      return <MessageForm tile={tile} {...rest} />;
  }
}

/** What a tile shows; the tile on the board follows every letter. */
export function TileForm({ tile, errors, onChange }: FormOf<Tile>) {
  const { t } = useI18n();
  const own = useOwnName();
  return (
    <>
      <Input
        label={t("boards.form.title")}
        value={tile.title}
        maxLength={BOARD_TITLE_LENGTH_MAX}
        placeholder={own(tile)}
        error={errors["title"] ?? errors[""] ?? errors["place"] ?? errors["id"]}
        data-first
        onChange={(event) => onChange({ ...tile, title: event.target.value }, "title")}
      />
      <OwnFields tile={tile} errors={errors} onChange={onChange} />
    </>
  );
}
