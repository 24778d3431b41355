/** The room of numbers that everybody finds by name. */
import { speedDials, type SpeedDial } from "@/api/directory";
import type { Translate } from "@/i18n/catalogue";
import { phoneNumber } from "@/ui/phone";
import { room } from "../kit/room";

export const speedDialsRoom = (t: Translate) =>
  room<SpeedDial>({
    resource: speedDials,
    title: t("admin.speed-dials"),
    one: t("admin.speed-dials.one"),
    add: t("admin.speed-dials.add"),
    name: (entry) => entry.name,
    columns: [
      { key: "name", head: t("admin.field.name"), cell: (entry) => <b>{entry.name}</b> },
      {
        key: "number",
        head: t("admin.speed-dials.number"),
        cell: (entry) => <span className="num">{phoneNumber(entry.number)}</span>,
      },
      {
        key: "note",
        head: t("admin.speed-dials.note"),
        cell: (entry) => <span className="muted">{entry.note}</span>,
      },
    ],
    sections: [
      {
        title: t("admin.section.basics"),
        fields: [
          { key: "name", kind: "text", label: t("admin.field.name"), max: 60 },
          {
            key: "number",
            kind: "text",
            label: t("admin.speed-dials.number"),
            hint: t("admin.speed-dials.numberHint"),
            max: 40,
          },
          {
            key: "note",
            kind: "text",
            label: t("admin.speed-dials.note"),
            hint: t("admin.speed-dials.noteHint"),
            optional: true,
            max: 120,
          },
        ],
      },
    ],
    blank: { name: "", number: "", note: "" },
    flatten: (entry) => ({ ...entry }),
    unflatten: (flat) => flat,
    teach: {
      title: t("admin.speed-dials.teach"),
      paragraphs: [t("admin.speed-dials.teach.1")],
    },
    removeText: t("admin.speed-dials.remove"),
  });
