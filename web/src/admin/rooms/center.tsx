/** The rooms of what many queues share: opening hours, teams, labels, and the center's own settings. */
import {
  center as centerApi,
  hours as hoursApi,
  labels as labelsApi,
  teams as teamsApi,
  type Capacity,
  type Center,
  type Hours,
  type Label,
  type Team,
} from "@/api/configuration";
import type { Opening } from "@/api/flows";
import type { Translate } from "@/i18n/catalogue";
import type { Formatter } from "@/i18n/i18n";
import { ClosedDays } from "../kit/ClosedDays";
import type { SectionSpec } from "../kit/fields";
import { byYear, weekInWords } from "../kit/hours.model";
import { Openings } from "../kit/Openings";
import { room } from "../kit/room";
import { CapacityTable } from "../routing/CapacityTable";
import { diallingSection } from "./dialling";
import { choices, nameOf, type Lists } from "./lists";

const week = (t: Translate, openings: readonly Opening[]): string =>
  weekInWords(openings, {
    day: (day) => t(`admin.weekday.${day}`),
    allDay: t("admin.flows.allDay"),
  });

const TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;

const hoursSections = (t: Translate): SectionSpec[] => [
  {
    title: t("admin.section.basics"),
    fields: [
      { key: "name", kind: "text", label: t("admin.field.name"), max: 60 },
      {
        key: "time_zone",
        kind: "text",
        label: t("admin.flows.zone"),
        hint: t("admin.queues.zone.hint"),
        max: 64,
      },
    ],
  },
  {
    title: t("admin.flows.openings"),
    fields: [
      {
        key: "openings",
        kind: "own",
        label: t("admin.flows.openings"),
        draw: ({ value, disabled, onChange }) => (
          <Openings openings={(value ?? []) as readonly Opening[]} {...{ disabled, onChange }} />
        ),
        words: (value) => week(t, (value ?? []) as readonly Opening[]),
        check: (value) =>
          ((value ?? []) as readonly Opening[]).every(
            (one) => TIME.test(one.opens) && TIME.test(one.closes),
          )
            ? undefined
            : t("routing.hours.time"),
      },
    ],
  },
  {
    title: t("routing.holidays"),
    fields: [
      {
        key: "closed_on",
        kind: "own",
        label: t("admin.flows.closedOn"),
        draw: ({ value, disabled, onChange }) => (
          <ClosedDays days={(value ?? []) as readonly string[]} {...{ disabled, onChange }} />
        ),
        words: (value) =>
          byYear((value ?? []) as readonly string[])
            .map(([year, days]) => `${year}: ${t("admin.hours.days", { count: days.length })}`)
            .join(", ") || "–",
      },
    ],
  },
];

export const hoursRoom = (t: Translate, lists: Lists) =>
  room<Hours>({
    resource: hoursApi,
    title: t("admin.hours"),
    one: t("admin.hours"),
    add: t("routing.hours.add"),
    name: (row) => row.name,
    columns: [
      {
        key: "name",
        head: t("admin.field.name"),
        width: "180px",
        cell: (row) => <b>{row.name}</b>,
      },
      { key: "week", head: t("admin.flows.openings"), cell: (row) => week(t, row.openings) || "–" },
      { key: "zone", head: t("admin.flows.zone"), cell: (row) => row.time_zone },
      {
        key: "closed",
        head: t("admin.flows.closedOn"),
        figures: true,
        cell: (row) => row.closed_on.length,
      },
      {
        key: "queues",
        head: t("admin.queues"),
        cell: (row) =>
          lists.queues
            .filter((queue) => queue.hours === row.id)
            .map((queue) => queue.name)
            .join(", ") || <span className="faint">–</span>,
      },
    ],
    sections: hoursSections(t),
    blank: {
      name: "",
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      openings: [0, 1, 2, 3, 4].map((weekday) => ({ weekday, opens: "08:00", closes: "18:00" })),
      closed_on: [],
    },
    flatten: (row) => ({ ...row }),
    unflatten: (flat) => flat,
    teach: { title: t("routing.hours.teach"), paragraphs: [t("routing.hours.teach.1")] },
    removeText: t("routing.hours.remove"),
  });

export const teamsRoom = (t: Translate, lists: Lists) =>
  room<Team>({
    resource: teamsApi,
    title: t("admin.teams"),
    one: t("routing.team"),
    add: t("routing.team.add"),
    name: (row) => row.name,
    columns: [
      { key: "name", head: t("admin.field.name"), cell: (row) => <b>{row.name}</b> },
      {
        key: "count",
        head: t("admin.agents"),
        figures: true,
        width: "90px",
        cell: (row) => row.agents.length,
      },
      {
        key: "agents",
        head: t("routing.team.who"),
        cell: (row) => row.agents.map((id) => nameOf(lists.agents, id)).join(", "),
      },
    ],
    sections: [
      {
        title: t("admin.section.basics"),
        fields: [
          { key: "name", kind: "text", label: t("admin.field.name"), max: 60 },
          {
            key: "agents",
            kind: "many",
            label: t("admin.agents"),
            options: choices(lists.agents),
            none: t("routing.team.nobody"),
            wide: true,
          },
        ],
      },
    ],
    blank: { name: "", agents: [] },
    flatten: (row) => ({ ...row }),
    unflatten: (flat) => flat,
    teach: { title: t("routing.team.teach"), paragraphs: [t("routing.team.teach.1")] },
    removeText: t("routing.team.remove"),
  });

export const labelsRoom = (t: Translate, fmt: Formatter) =>
  room<Label>({
    resource: labelsApi,
    title: t("admin.labels"),
    one: t("routing.label"),
    add: t("routing.label.add"),
    name: (row) => row.name,
    columns: [
      { key: "name", head: t("admin.field.name"), cell: (row) => <b>{row.name}</b> },
      {
        key: "weight",
        head: t("routing.weight"),
        figures: true,
        width: "120px",
        cell: (row) => fmt.number(row.weight),
      },
    ],
    sections: [
      {
        title: t("admin.section.basics"),
        fields: [
          { key: "name", kind: "text", label: t("admin.field.name"), max: 60 },
          {
            key: "weight",
            kind: "number",
            label: t("routing.weight"),
            hint: t("routing.label.weight"),
            min: 0.1,
            max: 10,
          },
        ],
      },
    ],
    blank: { name: "", weight: 1 },
    flatten: (row) => ({ ...row }),
    unflatten: (flat) => flat,
    teach: { title: t("routing.label.teach"), paragraphs: [t("routing.label.teach.1")] },
    removeText: t("routing.label.remove"),
  });

export const centerRoom = (t: Translate) =>
  room<Center>({
    resource: centerApi,
    single: true,
    title: t("admin.center"),
    one: t("admin.center"),
    add: "",
    name: () => t("admin.center"),
    columns: [],
    sections: [
      {
        title: t("routing.priority"),
        fields: [
          {
            key: "priority_seconds",
            kind: "number",
            label: t("routing.prioritySeconds"),
            hint: t("routing.prioritySeconds.hint"),
            unit: "s",
            min: 0,
            max: 86_400,
          },
        ],
      },
      {
        title: t("routing.capacity"),
        hint: t("routing.capacity.hint"),
        fields: [
          {
            key: "capacity",
            kind: "own",
            label: t("routing.capacity"),
            draw: (props) => <CapacityTable {...props} />,
            words: (value) =>
              ((value ?? []) as readonly Capacity[])
                .map((one) => `${t(`routing.medium.${one.medium}`)} ${one.interactions_max}`)
                .join(", "),
          },
        ],
      },
      diallingSection(t),
    ],
    blank: {},
    flatten: (row) => ({
      priority_seconds: row.priority_seconds,
      capacity: row.capacity,
      dialling: row.dialling,
    }),
    unflatten: (flat) => flat,
    teach: { title: t("routing.center.teach"), paragraphs: [t("routing.center.teach.1")] },
    removeText: "",
  });
