import type { RequiredSkill, Ring } from "@/api/configuration";
import { useI18n } from "@/i18n/i18n";
import { Checkbox, JudgementShape } from "@/ui";
import { FieldInput } from "../kit/FieldInput";
import type { Flat, Level, OwnProps } from "../kit/fields";
import { NumberBox, Rows } from "../kit/Rows";
import { choices, nameOf, type Lists } from "../rooms/lists";
import css from "./Routing.module.css";
import { stages, widths, type Stage } from "./stages.model";

const RINGS_MAX = 6;
const STAGE_SECONDS_MAX = 86_400;
const NEXT_STAGE_SECONDS = 30;

export const requiredOf = (flat: Flat) =>
  ((flat["required_skills"] ?? []) as readonly Level[]).map((one) => ({
    skill: one.id,
    level_min: one.level,
  }));

function Column({
  stage,
  width,
  most,
  lists,
}: {
  stage: Stage;
  width: number;
  most: number;
  lists: Lists;
}) {
  const { t, fmt } = useI18n();
  const asked = [
    ...stage.required.map((one) => `${nameOf(lists.skills, one.skill)} ≥ ${one.level_min}`),
    ...stage.teams.map((team) => `+ ${nameOf(lists.teams, team)}`),
  ];
  return (
    <li style={{ flexGrow: width }}>
      <div className={css.bar}>
        <span className={css.count}>
          {stage.agents === 0 && <JudgementShape judgement="bad" size={9} />}
          {t("routing.stages.agents", { count: stage.agents })}
        </span>
        <i style={{ height: `${(stage.agents / Math.max(most, 1)) * 100}%` }} />
      </div>
      <span className={css.from}>{t("routing.stages.from", { from: fmt.number(stage.from) })}</span>
      <span className="muted detail">
        {asked.length === 0 ? t("admin.queues.skills.none") : asked.join(", ")}
      </span>
    </li>
  );
}

/** Time runs to the right, to scale; a column is as high as the number of agents who would be asked. */
function StagePicture({ flat, lists, id }: { flat: Flat; lists: Lists; id: number | null }) {
  const { t } = useI18n();
  const all = stages(
    id,
    requiredOf(flat),
    (flat["rings"] ?? []) as readonly Ring[],
    lists.agents,
    lists.teams,
  );
  const most = Math.max(...all.map((stage) => stage.agents));
  const wide = widths(all);
  return (
    <ol className={css.stages} aria-label={t("routing.stages")}>
      {all.map((stage, index) => (
        <Column key={index} stage={stage} width={wide[index] ?? 1} {...{ most, lists }} />
      ))}
    </ol>
  );
}

interface RingProps {
  put: (part: Partial<Ring>) => void;
  flat: Flat;
  disabled: boolean;
  lists: Lists;
}

function RingSkills({
  skills,
  put,
  flat,
  disabled,
  lists,
}: RingProps & { skills: readonly RequiredSkill[] }) {
  const { t } = useI18n();
  return (
    <div data-wide>
      <FieldInput
        field={{
          key: "ring_skills",
          kind: "levels",
          least: true,
          label: t("routing.stages.skills"),
          options: choices(lists.skills),
          none: t("admin.queues.skills.none"),
        }}
        value={skills.map((one) => ({
          id: one.skill,
          level: one.level_min,
        }))}
        flat={flat}
        error={undefined}
        disabled={disabled}
        onChange={(chosen) =>
          put({
            required_skills: (chosen as readonly Level[]).map((one) => ({
              skill: one.id,
              level_min: one.level,
            })),
          })
        }
        onBlur={nothing}
      />
    </div>
  );
}

function RingForm({ ring, put, flat, disabled, lists }: RingProps & { ring: Ring }) {
  const { t } = useI18n();
  return (
    <>
      <NumberBox
        label={t("routing.stages.after")}
        unit="s"
        min={1}
        max={STAGE_SECONDS_MAX}
        value={ring.after_seconds}
        disabled={disabled}
        onChange={(after_seconds) => put({ after_seconds })}
      />
      <div style={{ gridColumn: "span 4" }}>
        <FieldInput
          field={{
            key: "teams",
            kind: "many",
            label: t("routing.stages.teams"),
            options: choices(lists.teams),
            none: t("routing.stages.teams.none"),
          }}
          value={ring.teams}
          flat={flat}
          error={undefined}
          disabled={disabled}
          onChange={(teams) => put({ teams: teams as number[] })}
          onBlur={nothing}
        />
      </div>
      <div data-wide>
        <Checkbox
          label={t("routing.stages.change")}
          disabled={disabled}
          checked={ring.required_skills !== null}
          onChange={(event) =>
            put({ required_skills: event.target.checked ? requiredOf(flat) : null })
          }
        />
      </div>
      {ring.required_skills !== null && (
        <RingSkills {...{ put, flat, disabled, lists }} skills={ring.required_skills} />
      )}
    </>
  );
}

/** Stages of waiting: what is required from then on, and who is asked beside. */
export function Stages({ value, flat, disabled, onChange, lists }: OwnProps & { lists: Lists }) {
  const { t } = useI18n();
  const rings = (value ?? []) as readonly Ring[];
  const id = typeof flat["id"] === "number" ? flat["id"] : null;
  const last = Math.max(0, ...rings.map((ring) => ring.after_seconds || 0));
  return (
    <>
      <StagePicture {...{ flat, lists, id }} />
      <Rows<Ring>
        rows={rings}
        max={RINGS_MAX}
        disabled={disabled}
        add={t("routing.stages.add")}
        blank={() => ({
          after_seconds: last + NEXT_STAGE_SECONDS,
          required_skills: null,
          teams: [],
        })}
        onChange={onChange}
        draw={(ring, put) => <RingForm {...{ ring, put, flat, disabled, lists }} />}
      />
    </>
  );
}

const nothing = () => undefined;
