import type { Group, Queue } from "@/api/configuration";
import type { Prompt } from "@/api/flows";
import { useI18n } from "@/i18n/i18n";
import { Select } from "@/ui";
import type { OwnProps } from "../kit/fields";
import { Prompts } from "../kit/Prompts";
import { NumberBox, Rows } from "../kit/Rows";
import type { Lists } from "../rooms/lists";

const GROUPS_MAX = 10;
const COMFORT_MAX = 10;
const PREFERRED_MAX = 20;
const SECONDS_MAX = 86_400;

const METRICS = {
  service_level_below: { unit: "%", min: 0, max: 100, factor: 100, usual: 0.8 },
  waiting_above: { unit: "", min: 0, max: 10_000, factor: 1, usual: 10 },
  longest_wait_above: { unit: "s", min: 0, max: SECONDS_MAX, factor: 1, usual: 120 },
} as const;
const KEYS = Object.keys(METRICS) as Group["metric"][];

/** Teams that help while a number of this queue is beyond its bound. */
export function Groups({ value, disabled, onChange, lists }: OwnProps & { lists: Lists }) {
  const { t } = useI18n();
  if (lists.teams.length === 0) return <p className="muted">{t("routing.groups.noTeam")}</p>;
  return (
    <Rows<Group>
      rows={(value ?? []) as readonly Group[]}
      max={GROUPS_MAX}
      disabled={disabled}
      add={t("routing.groups.add")}
      blank={() => ({
        team: lists.teams[0]?.id ?? 0,
        metric: "service_level_below",
        threshold: 0.8,
        lend_seconds_min: 60,
      })}
      onChange={onChange}
      draw={(group, put) => {
        const { unit, min, max, factor } = METRICS[group.metric];
        return (
          <>
            <Select
              label={t("routing.team")}
              disabled={disabled}
              value={String(group.team)}
              options={lists.teams.map((team) => ({ value: String(team.id), label: team.name }))}
              onChange={(event) => put({ team: Number(event.target.value) })}
            />
            <Select
              label={t("routing.groups.metric")}
              disabled={disabled}
              value={group.metric}
              options={KEYS.map((key) => ({
                value: key,
                label: t(`routing.groups.metric.${key}`),
              }))}
              onChange={(event) => {
                const metric = event.target.value as Group["metric"];
                put({ metric, threshold: METRICS[metric].usual });
              }}
            />
            <div data-narrow>
              <NumberBox
                label={t("routing.overflow.threshold")}
                {...(unit === "" ? {} : { unit })}
                {...{ min, max, factor, disabled }}
                value={group.threshold}
                onChange={(threshold) => put({ threshold })}
              />
            </div>
            <div data-narrow>
              <NumberBox
                label={t("routing.groups.lend")}
                unit="s"
                min={0}
                max={SECONDS_MAX}
                disabled={disabled}
                value={group.lend_seconds_min}
                onChange={(lend_seconds_min) => put({ lend_seconds_min })}
              />
            </div>
          </>
        );
      }}
    />
  );
}

type Preferred = Queue["preferred_skills"][number];

/** Skills that are liked and not required; the weight says how much. */
export function PreferredSkills({ value, disabled, onChange, lists }: OwnProps & { lists: Lists }) {
  const { t } = useI18n();
  const rows = (value ?? []) as readonly Preferred[];
  const free = lists.skills.filter((skill) => !rows.some((row) => row.skill === skill.id));
  return (
    <Rows<Preferred>
      rows={rows}
      max={Math.min(PREFERRED_MAX, lists.skills.length)}
      disabled={disabled}
      add={t("routing.preferred.add")}
      blank={() => ({ skill: free[0]?.id ?? 0, weight: 1 })}
      onChange={onChange}
      draw={(row, put) => (
        <>
          <Select
            label={t("admin.skills.one")}
            disabled={disabled}
            value={String(row.skill)}
            options={lists.skills
              .filter((skill) => skill.id === row.skill || free.includes(skill))
              .map((skill) => ({ value: String(skill.id), label: skill.name }))}
            onChange={(event) => put({ skill: Number(event.target.value) })}
          />
          <NumberBox
            label={t("routing.weight")}
            min={1}
            max={10}
            disabled={disabled}
            value={row.weight}
            onChange={(weight) => put({ weight })}
          />
        </>
      )}
    />
  );
}

interface Spoken {
  prompts: readonly Prompt[];
}

/** Messages that take turns. */
export function Comfort({ value, disabled, onChange }: OwnProps) {
  const { t } = useI18n();
  const rows = ((value ?? []) as readonly Prompt[][]).map((prompts): Spoken => ({ prompts }));
  return (
    <Rows<Spoken>
      rows={rows}
      max={COMFORT_MAX}
      ordered
      disabled={disabled}
      add={t("routing.comfort.add")}
      blank={() => ({ prompts: [] })}
      onChange={(all) => onChange(all.map((one) => one.prompts))}
      draw={(row, put, index) => (
        <div data-wide>
          <Prompts
            label={t("routing.comfort.one", { place: index + 1 })}
            rows={2}
            disabled={disabled}
            prompts={row.prompts}
            onChange={(prompts) => put({ prompts })}
          />
        </div>
      )}
    />
  );
}
