import type { Translated } from "../catalogue";
import type { hours as english } from "../en/hours";

export const hours: Translated<typeof english> = {
  "admin.hours.never": "Nie geöffnet",
  "admin.hours.country": "Feiertage von",
  "admin.hours.region": "Region",
  "admin.hours.everywhere": "das ganze Land",
  "admin.hours.year": "Jahr",
  "admin.hours.take": { one: "{count} Tag übernehmen", other: "{count} Tage übernehmen" },
  "admin.hours.allTaken": "Alle übernommen",
  "admin.hours.days": { one: "{count} Tag", other: "{count} Tage" },
  "admin.hours.noDays":
    "Noch kein Tag. Übernehmen Sie die Feiertage Ihrer Region oder fügen Sie einzelne Tage hinzu.",
  "admin.hours.noCalendar":
    "Der Kalender wurde nicht geladen. Einzelne Tage lassen sich hinzufügen.",
  "admin.hours.tooFar":
    "Ohne Namen: Ein Kalender kennt Tage, die höchstens {max} Jahre entfernt sind. Geschlossen ist trotzdem.",
  "admin.hours.oneDay": "Ein einzelner Tag",
  "admin.hours.takeYear": "Alle von {year} entfernen",
};
