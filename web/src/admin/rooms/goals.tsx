/** The room of goals: what the numbers of an agent's day are to be. */
import type { Goal, GoalMeasure } from "@/api/goals";
import { goals } from "@/api/goals";
import type { Translate } from "@/i18n/catalogue";
import type { Formatter } from "@/i18n/i18n";
import { inUnit } from "@/desk/day.model";
import type { Column } from "@/ui";
import { textOf, type FieldSpec, type Flat } from "../kit/fields";
import { room } from "../kit/room";
import {
  FIELDS,
  flattenGoal,
  REACHES,
  reachOf,
  unflattenGoal,
  UNITS,
  type UnitName,
} from "./goals.model";
import { choices, nameOf, type Lists } from "./lists";

const LIMITS: Readonly<Record<UnitName, { unit?: string; max: number; factor?: number }>> = {
  seconds: { unit: "s", max: 86_400 },
  share: { unit: "%", max: 100, factor: 100 },
  count: { max: 10_000 },
  factor: { max: 100 },
};

type Unit = (measure: string) => UnitName;

/** One field for each unit; the measure decides which of them shows. */
const numberFields = (t: Translate, unitOf: Unit, field: (typeof FIELDS)[number]): FieldSpec[] =>
  UNITS.map((unit) => ({
    key: `${field}_${unit}`,
    kind: "number",
    label: t(`admin.goals.${field}`),
    min: 0,
    ...LIMITS[unit],
    ...(field === "warn" ? { optional: true, hint: t("admin.goals.warnHint") } : {}),
    when: (flat) => unitOf(textOf(flat["measure"])) === unit,
  }));

const whatFields = (t: Translate, unitOf: Unit, measures: readonly GoalMeasure[]): FieldSpec[] => [
  {
    key: "measure",
    kind: "one",
    label: t("admin.goals.measure"),
    options: measures.map((one) => ({ value: one.measure, label: one.name })),
  },
  {
    key: "aim",
    kind: "one",
    label: t("admin.goals.aim"),
    options: (["at_most", "at_least"] as const).map((aim) => ({
      value: aim,
      label: t(`admin.goals.${aim}`),
    })),
  },
  ...numberFields(t, unitOf, "target"),
  ...numberFields(t, unitOf, "warn"),
];

const whomFields = (t: Translate, lists: Lists): FieldSpec[] => [
  {
    key: "reach",
    kind: "one",
    label: t("admin.goals.reach"),
    hint: t("admin.goals.reachHint"),
    options: REACHES.map((reach) => ({ value: reach, label: t(`admin.goals.reach.${reach}`) })),
  },
  {
    key: "team",
    kind: "one",
    label: t("admin.goals.reach.team"),
    options: choices(lists.teams),
    when: (flat) => flat["reach"] === "team",
  },
  {
    key: "agent",
    kind: "one",
    label: t("admin.goals.reach.agent"),
    options: choices(lists.agents),
    when: (flat) => flat["reach"] === "agent",
  },
];

function columnsOf(
  t: Translate,
  fmt: Formatter,
  lists: Lists,
  unitOf: Unit,
  name: (goal: Goal) => string,
): Column<Goal>[] {
  const numberText = (goal: Goal, value: number | null) => inUnit(value, unitOf(goal.measure), fmt);
  const whose = (goal: Goal) =>
    ({
      agent: nameOf(lists.agents, goal.agent),
      team: nameOf(lists.teams, goal.team),
      everybody: t("admin.goals.reach.everybody"),
    })[reachOf(goal)];
  return [
    { key: "measure", head: t("admin.goals.measure"), cell: (goal) => <b>{name(goal)}</b> },
    {
      key: "target",
      head: t("admin.goals.target"),
      cell: (goal) => t(`admin.goals.${goal.aim}.short`, { target: numberText(goal, goal.target) }),
    },
    {
      key: "warn",
      head: t("admin.goals.warn"),
      figures: true,
      cell: (goal) => numberText(goal, goal.warn),
    },
    { key: "reach", head: t("admin.goals.reach"), cell: whose },
  ];
}

const BLANK: Flat = {
  measure: "aht",
  aim: "at_most",
  reach: "everybody",
  team: null,
  agent: null,
  target_seconds: 300,
  target_share: 0.8,
  target_count: 40,
  target_factor: 1,
  warn_seconds: null,
  warn_share: null,
  warn_count: null,
  warn_factor: null,
};

/** The server takes the number, its direction and whom it is for as one thing. */
const TOGETHER = [
  "measure",
  "aim",
  "reach",
  "team",
  "agent",
  ...FIELDS.flatMap((field) => UNITS.map((unit) => `${field}_${unit}`)),
];

export function goalsRoom(
  t: Translate,
  fmt: Formatter,
  lists: Lists,
  measures: readonly GoalMeasure[],
) {
  const known = (measure: string) => measures.find((one) => one.measure === measure);
  const unitOf = (measure: string): UnitName => known(measure)?.unit ?? "seconds";
  const name = (goal: Goal) => known(goal.measure)?.name ?? goal.measure;
  return room<Goal>({
    resource: goals,
    edits: "goal.edit",
    title: t("admin.goals"),
    one: t("admin.goals.one"),
    add: t("admin.goals.add"),
    name,
    columns: columnsOf(t, fmt, lists, unitOf, name),
    sections: [
      { title: t("admin.goals.what"), fields: whatFields(t, unitOf, measures) },
      { title: t("admin.goals.whom"), fields: whomFields(t, lists) },
    ],
    effects: (flat) => {
      const formula = known(textOf(flat["measure"]))?.formula;
      return formula === undefined ? [] : [{ tone: "neutral", text: formula }];
    },
    blank: BLANK,
    flatten: flattenGoal,
    unflatten: (flat) => unflattenGoal(flat, unitOf),
    groups: [TOGETHER],
    teach: {
      title: t("admin.goals.teach"),
      paragraphs: [t("admin.goals.teach.1"), t("admin.goals.teach.2")],
    },
    removeText: t("admin.goals.remove"),
  });
}
