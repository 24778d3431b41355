import type { Translated } from "../catalogue";
import type { outcomes as english } from "../en/outcomes";

export const outcomes: Translated<typeof english> = {
  "admin.dispositions.parent": "Steht unter",
  "admin.dispositions.parent.hint":
    "Gruppen stehen am Arbeitsplatz als Spalten, höchstens drei Ebenen",
  "admin.dispositions.parent.none": "für sich, in der ersten Spalte",
  "admin.dispositions.noteRequired": "Braucht eine Notiz",
  "admin.dispositions.noteRequired.hint": "Für ein Ergebnis, das für sich nichts sagt",
  "admin.dispositions.teach.2":
    "Worunter andere stehen, das ist eine Gruppe: Agenten wählen sie und dann eines von ihren. Von einer Gruppe, die eine Warteschlange nicht zeigt, wird nichts gezeigt.",
  "admin.outcome-fields": "Felder der Nacharbeit",
  "admin.outcome.one": "Feld der Nacharbeit",
  "admin.outcome.add": "Neues Feld",
  "admin.outcome.what": "Was ausgefüllt wird",
  "admin.outcome.kind": "Art",
  "admin.outcome.kind.text": "Text",
  "admin.outcome.kind.number": "Zahl",
  "admin.outcome.kind.date": "Datum",
  "admin.outcome.kind.choice": "Auswahl",
  "admin.outcome.kind.yes_no": "Ja oder nein",
  "admin.outcome.kind.payment": "Zahlung (Kartennummer): Aufnahme pausiert",
  "admin.outcome.unit": "Einheit",
  "admin.outcome.unit.hint": "Steht hinter der Zahl: €, kWh",
  "admin.outcome.options": "Möglichkeiten",
  "admin.outcome.options.hint": "Eine je Zeile, wie Agenten sie sehen",
  "admin.outcome.required": "Pflicht",
  "admin.outcome.required.hint": "Ohne diese Angabe lässt sich nicht speichern",
  "admin.outcome.teach": "Was ein Feld der Nacharbeit ist",
  "admin.outcome.teach.1":
    "Etwas, das dieses Center nach einem Gespräch wissen will, neben dem Ergebnis: ein Zählerstand, ein Datum, ja oder nein. Ein Feld steht bei den Warteschlangen, für die es ist; wo es Pflicht ist, führt das Speichern zu ihm.",
  "admin.outcome.remove":
    "Gegebene Antworten bleiben bei ihren Gesprächen; ausfüllen kann es niemand mehr.",
};
