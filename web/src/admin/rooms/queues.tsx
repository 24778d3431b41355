import { queues as api, type Queue } from "@/api/configuration";
import type { Translate } from "@/i18n/catalogue";
import type { Formatter } from "@/i18n/i18n";
import { phoneNumber } from "@/ui/phone";
import type { Column } from "@/ui";
import type { FieldSpec, Flat, SectionSpec } from "../kit/fields";
import { room, type Effect } from "../kit/room";
import { flatRules, RULE_GROUPS, unflatQueue } from "../routing/queue.flat";
import {
  callbackSections,
  offerSections,
  overflowSections,
  queueTabs,
  waitingSections,
  whoSections,
} from "../routing/queue.sections";
import { QueueReplay } from "../replay/QueueReplay";
import { requiredOf } from "../routing/Stages";
import { nameOf, type Lists } from "./lists";
import { staffing } from "./staffing";

const level = (t: Translate): FieldSpec[] => [
  {
    key: "service_level_seconds",
    kind: "number",
    label: t("admin.queues.within"),
    unit: "s",
    min: 1,
    max: 3600,
  },
  {
    key: "short_abandon_seconds",
    kind: "number",
    label: t("admin.queues.short"),
    unit: "s",
    min: 0,
    max: 3600,
    check: (value, flat) =>
      Number(value) > Number(flat["service_level_seconds"])
        ? t("admin.queues.short.wrong", { max: Number(flat["service_level_seconds"]) })
        : undefined,
  },
  {
    key: "service_level_target",
    kind: "number",
    label: t("admin.queues.target"),
    unit: "%",
    min: 0,
    max: 100,
    factor: 100,
  },
];

function general(t: Translate): SectionSpec[] {
  return [
    {
      tab: "general",
      title: t("admin.section.basics"),
      fields: [
        { key: "name", kind: "text", label: t("admin.field.name"), max: 60 },
        {
          key: "time_zone",
          kind: "text",
          label: t("admin.queues.zone"),
          hint: t("admin.queues.zone.hint"),
          max: 64,
        },
      ],
    },
    {
      tab: "general",
      title: t("admin.queues.level"),
      hint: t("admin.queues.level.hint"),
      fields: level(t),
    },
    {
      tab: "general",
      title: t("admin.queues.limits"),
      fields: [
        {
          key: "waiting_max",
          kind: "number",
          label: t("admin.queues.max"),
          hint: t("admin.queues.max.hint"),
          min: 1,
          max: 10_000,
        },
        {
          key: "priority",
          kind: "number",
          label: t("routing.priority"),
          hint: t("routing.priority.queue"),
          min: -1000,
          max: 1000,
        },
        {
          key: "record",
          kind: "switch",
          label: t("admin.queues.record"),
          hint: t("admin.queues.record.hint"),
          wide: true,
        },
        {
          key: "active",
          kind: "switch",
          label: t("admin.dispositions.active"),
          hint: t("routing.queue.active.hint"),
          wide: true,
        },
      ],
    },
  ];
}

function effects(t: Translate, lists: Lists, flat: Flat, id: number | null): Effect[] {
  if (id === null) return [];
  const { match, lack } = staffing(id, requiredOf(flat), lists.agents);
  const numbers = lists.numbers.filter((number) => number.queue === id);
  return [
    match.length === 0
      ? { tone: "bad", text: t("admin.queues.matchNone") }
      : { tone: "neutral", text: t("admin.queues.match", { count: match.length }) },
    ...(lack.length === 0
      ? []
      : [
          {
            tone: "warn" as const,
            text: t("admin.queues.lack", {
              count: lack.length,
              names: lack.map((agent) => agent.name).join(", "),
            }),
          },
        ]),
    {
      tone: "neutral",
      text:
        numbers.length === 0
          ? t("admin.queues.unreached")
          : t("admin.queues.reached", {
              numbers: numbers.map((number) => phoneNumber(number.number)).join(", "),
            }),
    },
  ];
}

const columns = (t: Translate, fmt: Formatter, lists: Lists): Column<Queue>[] => [
  {
    key: "name",
    head: t("admin.field.name"),
    cell: (queue) => (
      <>
        <b>{queue.name}</b>
        {!queue.active && <span className="faint"> {t("routing.unused")}</span>}
      </>
    ),
  },
  {
    key: "skills",
    head: t("admin.queues.skills"),
    cell: (queue) =>
      queue.required_skills.length === 0 ? (
        <span className="faint">{t("admin.queues.skills.none")}</span>
      ) : (
        queue.required_skills
          .map((one) => `${nameOf(lists.skills, one.skill)} ≥ ${one.level_min}`)
          .join(", ")
      ),
  },
  {
    key: "agents",
    head: t("admin.agents"),
    figures: true,
    cell: (queue) =>
      fmt.number(staffing(queue.id, queue.required_skills, lists.agents).match.length),
  },
  {
    key: "level",
    head: t("admin.queues.level"),
    figures: true,
    cell: (queue) =>
      `${fmt.percent(queue.service_level_target)} / ${queue.service_level_seconds} s`,
  },
  {
    key: "offer",
    head: t("admin.queues.offer"),
    figures: true,
    cell: (queue) => `${queue.offer_seconds} s`,
  },
  {
    key: "wrap",
    head: t("admin.queues.wrapUp"),
    figures: true,
    cell: (queue) => `${queue.wrap_up_seconds} s`,
  },
];

const flatten = (queue: Queue): Flat => {
  const { announcements, callback, required_skills, ...rest } = queue;
  return {
    ...rest,
    required_skills: required_skills.map((one) => ({ id: one.skill, level: one.level_min })),
    ...flatRules({ announcements, callback }),
    dispositions: undefined,
  };
};

const allSections = (t: Translate, lists: Lists): SectionSpec[] => [
  ...general(t),
  ...whoSections(t, lists),
  ...offerSections(t),
  ...overflowSections(t, lists),
  ...waitingSections(t),
  ...callbackSections(t),
];

export const queuesRoom = (t: Translate, fmt: Formatter, lists: Lists) =>
  room<Queue>({
    resource: api,
    title: t("admin.queues"),
    one: t("admin.queues.one"),
    add: t("admin.queues.add"),
    name: (queue) => queue.name,
    columns: columns(t, fmt, lists),
    tabs: queueTabs(t),
    sections: allSections(t, lists),
    groups: RULE_GROUPS,
    blank: {
      name: "",
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      required_skills: [],
      service_level_seconds: 20,
      service_level_target: 0.8,
      short_abandon_seconds: 5,
      offer_seconds: 20,
      wrap_up_seconds: 30,
      waiting_max: 500,
      record: true,
      offer_mode: "ring",
      declines_max: 1,
      misses_max: 1,
      strategy: "longest_idle",
      preferred_skills: [],
      rings: [],
      groups: [],
      sticky_days: 0,
      preferred_seconds: 30,
      wrap_up: "timed",
      wrap_up_extension_seconds: 0,
      wrap_up_extensions_max: 0,
      music_class: "default",
      hours: null,
      overflows: [],
      caller_id: "",
      priority: 0,
      rescue_seconds: 20,
      active: true,
      ...flatRules({ announcements: null, callback: null }),
    },
    flatten,
    unflatten: unflatQueue,
    teach: {
      title: t("admin.queues.teach"),
      paragraphs: [t("admin.queues.teach.1"), t("admin.queues.teach.2")],
    },
    effects: (flat, id) => effects(t, lists, flat, id),
    beside: (flat, id) => (
      <QueueReplay
        id={id}
        flat={flat}
        sections={allSections(t, lists)}
        flatten={flatten}
        unflatten={unflatQueue}
      />
    ),
    removeText: t("admin.queues.remove"),
  });
