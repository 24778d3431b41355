import type { Translated } from "../catalogue";
import type { reports as english } from "../en/reports";

export const reports: Translated<typeof english> = {
  "reports.title": "Berichte",
  "reports.shelf": "Was berichtet wird",
  "reports.subject": "Worum es in dem Bericht geht",
  "reports.queues": "Warteschlangen",
  "reports.agents": "Agenten",
  "reports.queue": "Warteschlange",
  "reports.agent": "Agent",
  "reports.every": "alle",
  "reports.allQueues": "Alle Warteschlangen",
  "reports.allAgents": "Alle Agenten",
  "reports.whole": "Ganzer Zeitraum",
  "reports.span": "Zeitraum",
  "reports.span.today": "heute",
  "reports.span.yesterday": "gestern",
  "reports.span.7d": "letzte 7 Tage",
  "reports.span.30d": "letzte 30 Tage",
  "reports.interval": "Intervall",
  "reports.interval.15m": "15 Minuten",
  "reports.interval.30m": "halbe Stunde",
  "reports.interval.1h": "Stunde",
  "reports.interval.1d": "Tag",
  "reports.serviceLevel": "Service-Level",
  "reports.occupancy": "Auslastung",
  "reports.offered": "Eingegangen",
  "reports.answered": "Angenommen",
  "reports.abandoned": "Aufgelegt",
  "reports.handled": "Bearbeitet",
  "reports.target": "Ziel {target}",
  "reports.openCalls": "Ein Klick öffnet die Anrufe",
  "reports.countOffered": "{count} eingegangen",
  "reports.countHandled": "{count} bearbeitet",
  "reports.chart": "Zahlen je Intervall; die Tabelle darunter sagt dasselbe",
  "reports.booked.queues": "Gebucht in dem Intervall, in dem der Anrufer die Warteschlange betrat.",
  "reports.booked.agents":
    "Bearbeitung ist dort gebucht, wo sie endete; Zeit ist genau auf das Intervall zugeschnitten.",
  "reports.calls": "Anrufe",
  "reports.shortLeftOut": {
    one: "{count} Anrufer hat sehr früh aufgelegt (Kurzaufleger) und zählt in der Rate nicht mit.",
    other:
      "{count} Anrufer haben sehr früh aufgelegt (Kurzaufleger) und zählen in der Rate nicht mit.",
  },
  "reports.dash": "Ein Strich heißt kein Wert, nicht 0.",
  "reports.asOf": "Stand:",
  "reports.csv": "CSV",
  "reports.failed": "Der Bericht wurde nicht geladen",
  "reports.failed.text":
    "Gespräche sind nicht betroffen, und keine Zahl geht verloren. Versuchen Sie es gleich noch einmal.",
  "reports.quiet.title": "Kein Anruf in diesem Zeitraum",
  "reports.quiet.text":
    "Wählen Sie einen anderen Zeitraum, oder warten Sie auf den ersten Anruf des Tages.",
  "reports.empty.title": "Noch nichts zu berichten",
  "reports.empty.text":
    "Es gibt noch keine Warteschlange und keinen Agenten, oder keiner passt. Richten Sie etwas ein, oder wählen Sie alle.",
};
