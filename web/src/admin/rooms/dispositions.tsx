/** How conversations end: the tree of dispositions, and the fields that a queue wants filled in beside them. */
import {
  dispositions as dispositionsApi,
  outcomeFields as outcomeFieldsApi,
  type Disposition,
  type OutcomeField,
} from "@/api/configuration";
import type { Translate } from "@/i18n/catalogue";
import type { Column } from "@/ui";
import { textOf, type Choice, type FieldSpec, type Flat } from "../kit/fields";
import { room } from "../kit/room";
import { choices, nameOf, type Lists } from "./lists";
import { localName, nameFields, position } from "./words";

type Locale = "en" | "de";

/** Levels from the top to this one; a tree of the server's has three at most. */
function wayTo(row: Disposition, all: readonly Disposition[], locale: Locale): string {
  const above = all.find((one) => one.id === row.parent);
  const own = localName(row, locale);
  return above ? `${wayTo(above, all, locale)} › ${own}` : own;
}

const queuesField = (t: Translate, lists: Lists): FieldSpec => ({
  key: "queues",
  kind: "many",
  label: t("admin.dispositions.queues"),
  options: choices(lists.queues),
  none: t("admin.dispositions.queues.none"),
  wide: true,
});

const queueNames = (t: Translate, lists: Lists, queues: readonly number[]) =>
  queues.map((id) => nameOf(lists.queues, id)).join(", ") || (
    <span className="faint">{t("admin.dispositions.queues.none")}</span>
  );

const dispositionColumns = (
  t: Translate,
  lists: Lists,
  locale: Locale,
): readonly Column<Disposition>[] => [
  {
    key: "position",
    head: t("admin.dispositions.position"),
    figures: true,
    width: "120px",
    cell: (row) => row.position,
  },
  {
    key: "name",
    head: t("admin.field.name"),
    cell: (row) => <b>{wayTo(row, lists.dispositions, locale)}</b>,
  },
  { key: "code", head: t("admin.dispositions.code"), cell: (row) => row.code },
  {
    key: "queues",
    head: t("admin.dispositions.queues"),
    cell: (row) => queueNames(t, lists, row.queues),
  },
  {
    key: "active",
    head: t("admin.dispositions.active"),
    cell: (row) => t(row.active ? "admin.kit.yes" : "admin.kit.no"),
  },
];

export function dispositionsRoom(t: Translate, lists: Lists, locale: Locale) {
  const all = lists.dispositions;
  const groups: Choice[] = all
    .map((row) => ({ value: row.id, label: wayTo(row, all, locale) }))
    .sort((a, b) => a.label.localeCompare(b.label));
  return room<Disposition>({
    resource: dispositionsApi,
    title: t("admin.dispositions"),
    one: t("admin.dispositions.one"),
    add: t("admin.dispositions.add"),
    name: (row) => localName(row, locale),
    columns: dispositionColumns(t, lists, locale),
    sections: [
      { title: t("admin.section.basics"), fields: nameFields(t) },
      {
        title: t("admin.dispositions.where"),
        fields: [
          {
            key: "parent",
            kind: "one",
            label: t("admin.dispositions.parent"),
            hint: t("admin.dispositions.parent.hint"),
            optional: true,
            options: [{ value: null, label: t("admin.dispositions.parent.none") }, ...groups],
          },
          position(t),
          queuesField(t, lists),
          {
            key: "note_required",
            kind: "switch",
            label: t("admin.dispositions.noteRequired"),
            hint: t("admin.dispositions.noteRequired.hint"),
          },
          { key: "active", kind: "switch", label: t("admin.dispositions.active") },
        ],
      },
    ],
    blank: {
      name_en: "",
      name_de: "",
      code: "",
      parent: null,
      queues: [],
      position: 0,
      note_required: false,
      active: true,
    },
    flatten: (row) => ({ ...row }),
    unflatten: (flat) => flat,
    teach: {
      title: t("admin.dispositions.teach"),
      paragraphs: [t("admin.dispositions.teach.1"), t("admin.dispositions.teach.2")],
    },
    removeText: t("admin.dispositions.remove"),
  });
}

const KINDS = ["text", "number", "date", "choice", "yes_no", "payment"] as const;

const isKind =
  (...kinds: readonly string[]) =>
  (flat: Flat): boolean =>
    kinds.includes(textOf(flat["kind"]));

const kindFields = (t: Translate): FieldSpec[] => [
  {
    key: "kind",
    kind: "one",
    label: t("admin.outcome.kind"),
    options: KINDS.map((kind) => ({ value: kind, label: t(`admin.outcome.kind.${kind}`) })),
  },
  {
    key: "unit",
    kind: "text",
    label: t("admin.outcome.unit"),
    hint: t("admin.outcome.unit.hint"),
    max: 8,
    optional: true,
    when: isKind("number"),
  },
  {
    key: "options",
    kind: "lines",
    label: t("admin.outcome.options"),
    hint: t("admin.outcome.options.hint"),
    when: isKind("choice"),
  },
  {
    key: "required",
    kind: "switch",
    label: t("admin.outcome.required"),
    hint: t("admin.outcome.required.hint"),
  },
];

export const outcomeFieldsRoom = (t: Translate, lists: Lists, locale: Locale) =>
  room<OutcomeField>({
    resource: outcomeFieldsApi,
    title: t("admin.outcome-fields"),
    one: t("admin.outcome.one"),
    add: t("admin.outcome.add"),
    name: (row) => localName(row, locale),
    columns: [
      { key: "name", head: t("admin.field.name"), cell: (row) => <b>{localName(row, locale)}</b> },
      {
        key: "kind",
        head: t("admin.outcome.kind"),
        cell: (row) => t(`admin.outcome.kind.${row.kind}`),
      },
      {
        key: "required",
        head: t("admin.outcome.required"),
        cell: (row) => t(row.required ? "admin.kit.yes" : "admin.kit.no"),
      },
      {
        key: "queues",
        head: t("admin.dispositions.queues"),
        cell: (row) => queueNames(t, lists, row.queues),
      },
      {
        key: "active",
        head: t("admin.dispositions.active"),
        cell: (row) => t(row.active ? "admin.kit.yes" : "admin.kit.no"),
      },
    ],
    sections: [
      { title: t("admin.section.basics"), fields: nameFields(t) },
      { title: t("admin.outcome.what"), fields: kindFields(t) },
      {
        title: t("admin.dispositions.where"),
        fields: [
          queuesField(t, lists),
          position(t),
          { key: "active", kind: "switch", label: t("admin.dispositions.active") },
        ],
      },
    ],
    blank: {
      name_en: "",
      name_de: "",
      code: "",
      kind: "text",
      unit: "",
      options: [],
      required: false,
      queues: [],
      position: 0,
      active: true,
    },
    flatten: (row) => ({ ...row }),
    unflatten: (flat) => flat,
    teach: { title: t("admin.outcome.teach"), paragraphs: [t("admin.outcome.teach.1")] },
    removeText: t("admin.outcome.remove"),
  });
