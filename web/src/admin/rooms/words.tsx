/** The rooms of words: skills and not-ready reasons; what dispositions share with them. */
import {
  reasons as reasonsApi,
  skills as skillsApi,
  type NotReadyReason,
  type Skill,
} from "@/api/configuration";
import type { Translate } from "@/i18n/catalogue";
import { textOf, type FieldSpec } from "../kit/fields";
import { room } from "../kit/room";
import type { Lists } from "./lists";

export const skillsRoom = (t: Translate, lists: Lists) =>
  room<Skill>({
    resource: skillsApi,
    title: t("admin.skills"),
    one: t("admin.skills.one"),
    add: t("admin.skills.add"),
    name: (skill) => skill.name,
    columns: [
      { key: "name", head: t("admin.field.name"), cell: (skill) => <b>{skill.name}</b> },
      {
        key: "held",
        head: t("admin.skills.held"),
        figures: true,
        cell: (skill) =>
          lists.agents.filter((agent) => agent.skills.some((held) => held.skill === skill.id))
            .length,
      },
      {
        key: "required",
        head: t("admin.skills.required"),
        cell: (skill) =>
          lists.queues
            .filter((queue) => queue.required_skills.some((one) => one.skill === skill.id))
            .map((queue) => queue.name)
            .join(", ") || <span className="faint">–</span>,
      },
    ],
    sections: [
      {
        title: t("admin.section.basics"),
        fields: [{ key: "name", kind: "text", label: t("admin.field.name"), max: 60 }],
      },
    ],
    blank: { name: "" },
    flatten: (skill) => ({ ...skill }),
    unflatten: (flat) => flat,
    teach: { title: t("admin.skills.teach"), paragraphs: [t("admin.skills.teach.1")] },
    removeText: t("admin.skills.remove"),
  });

export const nameFields = (t: Translate): FieldSpec[] => [
  { key: "name_en", kind: "text", label: t("admin.dispositions.nameEn"), max: 60 },
  { key: "name_de", kind: "text", label: t("admin.dispositions.nameDe"), max: 60 },
  {
    key: "code",
    kind: "text",
    label: t("admin.dispositions.code"),
    hint: t("admin.dispositions.code.hint"),
    max: 40,
    check: (value) =>
      /^[A-Za-z0-9_-]+$/.test(textOf(value)) ? undefined : t("admin.dispositions.code.wrong"),
  },
];

export const position = (t: Translate): FieldSpec => ({
  key: "position",
  kind: "number",
  label: t("admin.dispositions.position"),
  min: 0,
  max: 10_000,
});

export const localName = (
  row: { name_en: string; name_de: string },
  locale: "en" | "de",
): string => (locale === "de" ? row.name_de : row.name_en);

export const reasonsRoom = (t: Translate, locale: "en" | "de") =>
  room<NotReadyReason>({
    resource: reasonsApi,
    title: t("admin.reasons"),
    one: t("admin.reasons.one"),
    add: t("admin.reasons.add"),
    name: (row) => localName(row, locale),
    columns: [
      {
        key: "position",
        head: t("admin.dispositions.position"),
        figures: true,
        width: "120px",
        cell: (row) => row.position,
      },
      { key: "name", head: t("admin.field.name"), cell: (row) => <b>{localName(row, locale)}</b> },
      { key: "code", head: t("admin.dispositions.code"), cell: (row) => row.code },
      {
        key: "productive",
        head: t("admin.reasons.productive"),
        cell: (row) => t(row.productive ? "admin.kit.yes" : "admin.kit.no"),
      },
    ],
    sections: [
      { title: t("admin.section.basics"), fields: nameFields(t) },
      {
        title: t("admin.dispositions.where"),
        fields: [
          position(t),
          {
            key: "productive",
            kind: "switch",
            label: t("admin.reasons.productive"),
            hint: t("admin.reasons.productive.hint"),
          },
        ],
      },
    ],
    blank: { name_en: "", name_de: "", code: "", productive: false, position: 0 },
    flatten: (row) => ({ ...row }),
    unflatten: (flat) => flat,
    teach: { title: t("admin.reasons.teach"), paragraphs: [t("admin.reasons.teach.1")] },
    removeText: t("admin.reasons.remove"),
  });
