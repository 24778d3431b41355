import type { Translated } from "../catalogue";
import type { matrix as english } from "../en/matrix";

export const matrix: Translated<typeof english> = {
  "matrix.filter": "Welche Agenten zu sehen sind",
  "matrix.filter.name": "Agenten nach Namen suchen",
  "matrix.filter.team": "Team",
  "matrix.filter.team.any": "Alle Teams",
  "matrix.filter.queue": "Warteschlange",
  "matrix.filter.queue.any": "Alle Warteschlangen",
  "matrix.filter.clear": "Alle zeigen",
  "matrix.skills": "Fähigkeiten der Agenten: eine Stufe von 1 bis 5 oder keine",
  "matrix.queues":
    "Warteschlangen der Agenten: die Reihenfolge von 1, zuerst gefragt, bis 9 oder keine",
  "matrix.tab.queues": "Warteschlangen",
  "matrix.cell": "{agent}, {column}: {level}",
  "matrix.cell.wanted": "{agent}, {column}: {level}, noch nicht gespeichert",
  "matrix.column.choose": "{name} ganz auswählen",
  "matrix.wrong":
    "{agent}, {column}: {level} bleibt, denn „{text}“ ist keine Stufe von 1 bis {max}. Leer lassen für keine.",
  "matrix.complaints": {
    one: "{count} Zelle behielt ihre Stufe: Was dort stehen sollte, ist keine.",
    other: "{count} Zellen behielten ihre Stufe: Was dort stehen sollte, ist keine.",
  },
  "matrix.complaints.list": "Zellen, die einen Blick brauchen",
  "matrix.pasted": { one: "{count} Zelle eingefügt.", other: "{count} Zellen eingefügt." },
  "matrix.outside": {
    one: "Für {count} Zelle war in der Tabelle kein Platz.",
    other: "Für {count} Zellen war in der Tabelle kein Platz.",
  },
  "matrix.chosen": {
    one: "{count} Zelle ausgewählt, {rows} × {columns}",
    other: "{count} Zellen ausgewählt, {rows} × {columns}",
  },
  "matrix.set": "Setzen auf",
  "matrix.fill": "Nach unten ausfüllen",
  "matrix.undo": "Rückgängig",
  "matrix.redo": "Wiederholen",
  "matrix.changed": { one: "{count} Agent geändert", other: "{count} Agenten geändert" },
  "matrix.review": "Ansehen und speichern …",
  "matrix.keys":
    "1 bis {max} tippen; Entf für keine. Pfeile bewegen, Umschalt mit Pfeilen wählt einen Bereich. Eingabe oder F2 bearbeitet eine Zelle, Strg C und Strg V tauschen mit einer Tabellenkalkulation, Strg D füllt nach unten aus, Strg Z macht rückgängig.",
  "matrix.empty.skills": "Es gibt noch keine Fähigkeit",
  "matrix.empty.skills.text":
    "Legen Sie die erste unter Fähigkeiten an; sie ist dann hier eine Spalte.",
  "matrix.empty.queues": "Es gibt noch keine Warteschlange",
  "matrix.empty.queues.text":
    "Legen Sie die erste unter Warteschlangen an; sie ist dann hier eine Spalte.",
  "matrix.empty.agents": "Kein Agent passt dazu",
  "matrix.empty.agents.text": "Ändern Sie die Suche, oder zeigen Sie alle.",
  "bulk.all": "Alle ankreuzen, die zu sehen sind",
  "bulk.one": "{name} ankreuzen",
  "bulk.chosen": { one: "{count} Agent angekreuzt.", other: "{count} Agenten angekreuzt." },
  "bulk.hidden": {
    one: "{count} davon ist gerade nicht zu sehen.",
    other: "{count} davon sind gerade nicht zu sehen.",
  },
  "bulk.edit": "Gemeinsam ändern …",
  "bulk.none": "Kreuze entfernen",
  "bulk.title": { one: "{count} Agenten ändern", other: "{count} Agenten ändern" },
  "bulk.asIs": "wie es ist",
  "bulk.addTeams": "In diese Teams",
  "bulk.takeTeams": "Aus diesen Teams heraus",
  "bulk.addQueues": "In diese Warteschlangen",
  "bulk.rank": "Dort in dieser Reihenfolge gefragt, 1 zuerst",
  "bulk.takeQueues": "Aus diesen Warteschlangen heraus",
  "bulk.setSkills": "Fähigkeiten mit dieser Stufe",
  "bulk.takeSkills": "Ohne diese Fähigkeiten",
  "bulk.nothing": "Das ändert noch nichts.",
  "bulk.changes": { one: "{count} Änderung", other: "{count} Änderungen" },
  "drafting.review.title": {
    one: "{count} Änderung speichern?",
    other: "{count} Änderungen speichern?",
  },
  "drafting.review.back": "Zurück",
  "drafting.review.list": "Was sich ändert",
  "drafting.review.nothing": "Nichts davon wäre anders als jetzt.",
  "drafting.review.more": { one: "und {count} weitere", other: "und {count} weitere" },
  "drafting.review.now": "In Kraft setzen",
  "drafting.review.new": "In einen neuen Entwurf",
  "drafting.review.into": "In „{name}“",
  "drafting.review.made": {
    one: "{count} Änderung ist in Kraft",
    other: "{count} Änderungen sind in Kraft",
  },
  "drafting.review.drafted": {
    one: "{count} Änderung ist im Entwurf, noch nicht in Kraft",
    other: "{count} Änderungen sind im Entwurf, noch nicht in Kraft",
  },
  "drafting.review.failed": "Was das bewirken würde, lässt sich gerade nicht sagen",
  "drafting.review.tooMany":
    "Höchstens {most} Agenten und Teams auf einmal. Bitte die Auswahl verkleinern und in zwei Schritten speichern.",
};
