import { agents as api, type Agent, type HeldSkill } from "@/api/configuration";
import type { Translate } from "@/i18n/catalogue";
import type { Column } from "@/ui";
import type { FieldSpec, Flat, Level, SectionSpec } from "../kit/fields";
import { room, type Effect } from "../kit/room";
import { choices, nameOf, type Lists } from "./lists";
import { QueueLevels } from "../routing/QueueLevels";
import { lacks } from "./staffing";

const held = (flat: Flat): HeldSkill[] =>
  ((flat["skills"] ?? []) as readonly Level[]).map((one) => ({ skill: one.id, level: one.level }));

/** Levels in the chosen queues only: of others there is nothing to say. */
const ofQueues = (flat: Flat): Agent["levels"] => {
  const chosen = (flat["queues"] ?? []) as readonly number[];
  return Object.fromEntries(
    Object.entries((flat["levels"] ?? {}) as Agent["levels"]).filter(([queue]) =>
      chosen.includes(Number(queue)),
    ),
  );
};

const ROLES = ["agent", "supervisor", "administrator"] as const;

const hasAccount = (flat: Flat): boolean =>
  typeof flat["username"] === "string" && flat["username"].trim() !== "";

const accountFields = (t: Translate): FieldSpec[] => [
  {
    key: "username",
    kind: "text",
    label: t("admin.field.username"),
    hint: t("admin.agents.username.hint"),
    max: 150,
    optional: true,
  },
  {
    key: "email",
    kind: "text",
    label: t("admin.agents.email"),
    max: 254,
    optional: true,
    when: hasAccount,
  },
  {
    key: "role",
    kind: "one",
    label: t("admin.agents.role"),
    options: ROLES.map((role) => ({ value: role, label: t(`role.${role}`) })),
    when: hasAccount,
  },
  {
    key: "language",
    kind: "one",
    label: t("admin.agents.language"),
    options: (["en", "de"] as const).map((language) => ({
      value: language,
      label: t(`language.${language}`),
    })),
    when: hasAccount,
  },
  {
    key: "password",
    kind: "secret",
    label: t("admin.agents.password"),
    hint: t("admin.agents.password.hint"),
    max: 200,
    optional: true,
    when: hasAccount,
  },
];

function sections(t: Translate, lists: Lists): SectionSpec[] {
  return [
    {
      title: t("admin.section.basics"),
      fields: [{ key: "name", kind: "text", label: t("admin.field.name"), max: 100 }],
    },
    {
      title: t("admin.agents.account"),
      hint: t("admin.agents.account.hint"),
      fields: accountFields(t),
    },
    {
      title: t("admin.agents.work"),
      fields: [
        {
          key: "queues",
          kind: "many",
          label: t("admin.agents.queues"),
          options: choices(lists.queues),
          none: t("admin.agents.queues.none"),
          wide: true,
        },
        {
          key: "skills",
          kind: "levels",
          least: false,
          label: t("admin.agents.skills"),
          options: choices(lists.skills),
          none: t("admin.agents.skills.none"),
          wide: true,
        },
        {
          key: "levels",
          kind: "own",
          label: t("routing.levels"),
          when: (flat) => ((flat["queues"] ?? []) as readonly number[]).length > 0,
          draw: (props) => <QueueLevels {...props} queues={lists.queues} />,
          words: (value) =>
            Object.entries((value ?? {}) as Agent["levels"])
              .map(([queue, level]) => `${nameOf(lists.queues, Number(queue))} ${level}`)
              .join(", "),
        },
      ],
    },
    {
      title: t("routing.line"),
      fields: [
        {
          key: "always_on",
          kind: "switch",
          label: t("routing.alwaysOn"),
          hint: t("routing.alwaysOn.hint"),
          wide: true,
        },
        {
          key: "active",
          kind: "switch",
          label: t("admin.dispositions.active"),
          hint: t("routing.agent.active.hint"),
          wide: true,
        },
      ],
    },
  ];
}

function effects(t: Translate, lists: Lists, flat: Flat): Effect[] {
  const chosen = (flat["queues"] ?? []) as readonly number[];
  if (chosen.length === 0) return [{ tone: "warn", text: t("admin.agents.noQueue") }];
  const skills = held(flat);
  const queues = lists.queues.filter((queue) => chosen.includes(queue.id));
  const missing = queues.flatMap((queue) => {
    const first = queue.required_skills.find((one) => lacks({ skills }, one));
    return first ? [{ queue, first }] : [];
  });
  const served = queues.filter((queue) => !missing.some((one) => one.queue === queue));
  return [
    ...(served.length > 0
      ? [
          {
            tone: "neutral" as const,
            text: t("admin.agents.qualifies", {
              queues: served.map((queue) => queue.name).join(", "),
            }),
          },
        ]
      : []),
    ...missing.map(({ queue, first }) => ({
      tone: "warn" as const,
      text: t("admin.agents.lacks", {
        queue: queue.name,
        skill: nameOf(lists.skills, first.skill),
        level: first.level_min,
      }),
    })),
  ];
}

const columns = (t: Translate, lists: Lists): Column<Agent>[] => [
  {
    key: "name",
    head: t("admin.field.name"),
    cell: (agent) => (
      <>
        <b>{agent.name}</b>
        {!agent.active && <span className="faint"> {t("routing.unused")}</span>}
      </>
    ),
  },
  {
    key: "username",
    head: t("admin.field.username"),
    cell: (agent) => agent.username || <span className="faint">–</span>,
  },
  {
    key: "role",
    head: t("admin.agents.role"),
    cell: (agent) => (agent.username ? t(`role.${agent.role}`) : <span className="faint">–</span>),
  },
  {
    key: "queues",
    head: t("admin.agents.queues"),
    cell: (agent) =>
      agent.queues.map((id) => nameOf(lists.queues, id)).join(", ") || (
        <span className="faint">–</span>
      ),
  },
  {
    key: "skills",
    head: t("admin.agents.skills"),
    cell: (agent) =>
      agent.skills.map((one) => `${nameOf(lists.skills, one.skill)} ${one.level}`).join(", ") || (
        <span className="faint">–</span>
      ),
  },
  {
    key: "devices",
    head: t("admin.agents.devices"),
    figures: true,
    cell: (agent) => agent.devices.length,
  },
];

export const agentsRoom = (t: Translate, lists: Lists) =>
  room<Agent>({
    resource: api,
    title: t("admin.agents"),
    one: t("admin.agents.one"),
    add: t("admin.agents.add"),
    name: (agent) => agent.name,
    columns: columns(t, lists),
    sections: sections(t, lists),
    blank: {
      name: "",
      username: "",
      email: "",
      role: "agent",
      language: "en",
      password: "",
      queues: [],
      skills: [],
      levels: {},
      always_on: false,
      active: true,
    },
    groups: [["queues", "levels"]],
    flatten: (agent) => ({
      id: agent.id,
      name: agent.name,
      username: agent.username,
      email: agent.email,
      role: agent.role,
      language: agent.language,
      queues: agent.queues,
      skills: agent.skills.map((one) => ({ id: one.skill, level: one.level })),
      levels: agent.levels,
      always_on: agent.always_on,
      active: agent.active,
    }),
    unflatten: (flat) => ({
      ...(flat as Partial<Agent>),
      ...("skills" in flat ? { skills: held(flat) } : {}),
      ...("levels" in flat ? { levels: ofQueues(flat) } : {}),
    }),
    teach: {
      title: t("admin.agents.teach"),
      paragraphs: [t("admin.agents.teach.1"), t("admin.agents.teach.2")],
    },
    effects: (flat) => effects(t, lists, flat),
    removeText: t("admin.agents.remove"),
  });
