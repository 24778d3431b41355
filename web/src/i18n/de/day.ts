import type { Translated } from "../catalogue";
import type { day as english } from "../en/day";

export const day: Translated<typeof english> = {
  "day.title": "Mein Tag",
  "day.handled": "Bearbeitet",
  "day.att": "Gespräch",
  "day.hold": "Gehalten",
  "day.acw": "Nacharbeit",
  "day.aht": "Bearbeitung",
  "day.occupancy": "Auslastung",
  "day.answer_rate": "Angenommen",
  "day.goal": "Ziel",
  "day.goal.at_least": "Ziel: mindestens {target} ({reach})",
  "day.goal.at_most": "Ziel: höchstens {target} ({reach})",
  "day.reach.agent": "Ihres",
  "day.reach.team": "das Ihres Teams",
  "day.reach.everybody": "für alle",
  "day.number": "Zahl",
  "day.value": "Heute",
  "day.more": "Alle Zahlen",
  "day.all": "Meine Zahlen von heute",
  "day.says":
    "Von Mitternacht bis jetzt, wie sie auch im Bericht Ihrer Teamleitung stehen. Eine Zahl öffnet die Anrufe, die sie zählt.",
  "day.open": "{value}, {name}: die Anrufe dahinter",
  "day.nothing": "Heute noch nichts.",
  "day.stale": "Diese Zahlen ließen sich nicht erneuern. Wir versuchen es von selbst wieder.",
  "day.ribbon": "Ihr Tag im Maßstab",
};
