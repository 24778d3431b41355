/** The rooms of lines: numbers and devices. */
import {
  devices as devicesApi,
  numbers as numbersApi,
  type Device,
  type DialledNumber,
} from "@/api/configuration";
import type { Translate } from "@/i18n/catalogue";
import { JudgementShape } from "@/ui";
import { phoneNumber } from "@/ui/phone";
import { textOf, type SectionSpec } from "../kit/fields";
import { room, type Effect } from "../kit/room";
import { choices, nameOf, type Lists } from "./lists";

const leadsTo = (number: DialledNumber): "flow" | "queue" =>
  number.queue === null ? "flow" : "queue";

function numberEffects(t: Translate, lists: Lists, flow: unknown): Effect[] {
  const chosen = lists.flows.find((one) => one.id === flow);
  if (!chosen || chosen.published_version !== null) return [];
  return [{ tone: "bad", text: t("admin.numbers.unpublished") }];
}

const numberSections = (t: Translate, lists: Lists): SectionSpec[] => [
  {
    title: t("admin.section.basics"),
    fields: [
      {
        key: "number",
        kind: "text",
        label: t("admin.numbers.number"),
        hint: t("admin.numbers.number.hint"),
        max: 40,
      },
      {
        key: "name",
        kind: "text",
        label: t("admin.field.name"),
        hint: t("admin.numbers.name.hint"),
        max: 60,
        optional: true,
      },
    ],
  },
  {
    title: t("admin.numbers.leads"),
    fields: [
      {
        key: "kind",
        kind: "one",
        label: t("admin.numbers.kind"),
        options: (["flow", "queue"] as const).map((kind) => ({
          value: kind,
          label: t(`admin.numbers.kind.${kind}`),
        })),
      },
      {
        key: "flow",
        kind: "one",
        label: t("admin.numbers.flow"),
        options: choices(lists.flows),
        when: (flat) => flat["kind"] === "flow",
      },
      {
        key: "queue",
        kind: "one",
        label: t("admin.numbers.queue"),
        options: choices(lists.queues),
        when: (flat) => flat["kind"] === "queue",
      },
      {
        key: "priority",
        kind: "number",
        label: t("routing.priority"),
        hint: t("routing.priority.number"),
        min: -1000,
        max: 1000,
      },
    ],
  },
];

export const numbersRoom = (t: Translate, lists: Lists) =>
  room<DialledNumber>({
    resource: numbersApi,
    title: t("admin.numbers"),
    one: t("admin.numbers.one"),
    add: t("admin.numbers.add"),
    name: (row) => row.name || phoneNumber(row.number),
    columns: [
      {
        key: "number",
        head: t("admin.numbers.number"),
        cell: (row) => <b className="num">{phoneNumber(row.number)}</b>,
      },
      { key: "name", head: t("admin.field.name"), cell: (row) => row.name },
      {
        key: "leads",
        head: t("admin.numbers.leads"),
        cell: (row) =>
          leadsTo(row) === "flow" ? nameOf(lists.flows, row.flow) : nameOf(lists.queues, row.queue),
      },
      {
        key: "kind",
        head: t("admin.devices.kind"),
        cell: (row) => t(leadsTo(row) === "flow" ? "admin.numbers.flow" : "admin.numbers.queue"),
      },
    ],
    sections: numberSections(t, lists),
    groups: [["kind", "flow", "queue"]],
    blank: { number: "", name: "", kind: "flow", flow: null, queue: null, priority: 0 },
    flatten: (row) => ({ ...row, kind: leadsTo(row) }),
    unflatten: (flat) => {
      const { kind, ...rest } = flat;
      const target = "flow" in rest || "queue" in rest || kind !== undefined;
      if (!target) return rest;
      // A number leads to one thing; choosing it lets go of the other.
      const toFlow = kind === undefined ? typeof rest["flow"] === "number" : kind === "flow";
      return {
        ...(rest as Partial<DialledNumber>),
        flow: toFlow ? ((rest["flow"] ?? null) as number | null) : null,
        queue: toFlow ? null : ((rest["queue"] ?? null) as number | null),
      };
    },
    teach: {
      title: t("admin.numbers.teach"),
      paragraphs: [t("admin.numbers.teach.1"), t("admin.numbers.teach.2")],
    },
    effects: (flat) => (flat["kind"] === "flow" ? numberEffects(t, lists, flat["flow"]) : []),
    removeText: t("admin.numbers.remove"),
  });

const KINDS = ["sip_registered", "sip_fixed", "browser"] as const;
/** A SIP address without parameters (RFC 3261, 19.1.1): the whole of what a phone at a fixed address needs. */
const CONTACT = /^sip:([^\s@;]+@)?[A-Za-z0-9.:[\]-]+$/;

function Reachable({ t, reachable }: { t: Translate; reachable: boolean | null | undefined }) {
  if (reachable === null || reachable === undefined) return <span className="faint">–</span>;
  return (
    <span style={{ display: "inline-flex", alignItems: "center", gap: 6 }}>
      {!reachable && <JudgementShape judgement="warn" size={11} />}
      {t(reachable ? "admin.devices.reachable.yes" : "admin.devices.reachable.no")}
    </span>
  );
}

export const devicesRoom = (t: Translate, lists: Lists) =>
  room<Device>({
    resource: devicesApi,
    title: t("admin.devices"),
    one: t("admin.devices.one"),
    add: t("admin.devices.add"),
    name: (device) => device.username || device.contact || `#${device.id}`,
    columns: [
      {
        key: "agent",
        head: t("admin.devices.agent"),
        cell: (device) => <b>{nameOf(lists.agents, device.agent)}</b>,
      },
      {
        key: "kind",
        head: t("admin.devices.kind"),
        cell: (device) => t(`admin.devices.kind.${device.kind}`),
      },
      {
        key: "username",
        head: t("admin.field.username"),
        cell: (device) => device.username || <span className="faint">–</span>,
      },
      {
        key: "contact",
        head: t("admin.devices.contact"),
        cell: (device) => device.contact || <span className="faint">–</span>,
      },
      {
        key: "reachable",
        head: t("admin.devices.reachable"),
        cell: (device) => <Reachable t={t} reachable={device.reachable} />,
      },
    ],
    sections: [
      {
        title: t("admin.section.basics"),
        fields: [
          {
            key: "agent",
            kind: "one",
            label: t("admin.devices.agent"),
            options: choices(lists.agents),
          },
          {
            key: "kind",
            kind: "one",
            label: t("admin.devices.kind"),
            fixed: true,
            options: KINDS.map((kind) => ({ value: kind, label: t(`admin.devices.kind.${kind}`) })),
          },
          {
            key: "contact",
            kind: "text",
            label: t("admin.devices.contact"),
            hint: t("admin.devices.contact.hint"),
            max: 200,
            when: (flat) => flat["kind"] === "sip_fixed",
            check: (value) =>
              CONTACT.test(textOf(value)) ? undefined : t("admin.devices.contact.wrong"),
          },
        ],
      },
    ],
    blank: { agent: null, kind: "sip_registered", contact: "" },
    flatten: (device) => ({ agent: device.agent, kind: device.kind, contact: device.contact }),
    unflatten: (flat) => flat,
    teach: { title: t("admin.devices.teach"), paragraphs: [t("admin.devices.teach.1")] },
    removeText: t("admin.devices.remove"),
  });
