import type { Translated } from "../catalogue";
import type { wallboard as english } from "../en/wallboard";

export const wallboard: Translated<typeof english> = {
  "wallboard.title": "Anzeigetafel",
  "wallboard.waiting": "Wartende",
  "wallboard.waiting.in": {
    one: "in {count} Warteschlange",
    other: "in {count} Warteschlangen",
  },
  "wallboard.waiting.nobody": "niemand wartet",
  "wallboard.longest": "Längste Wartezeit",
  "wallboard.longest.in": "{queue}, Grenze {limit}",
  "wallboard.longest.none": "niemand wartet",
  "wallboard.level": "Service-Level heute",
  "wallboard.level.target": "Ziel {target}",
  "wallboard.level.none": "heute noch kein Anruf",
  "wallboard.level.counted": "{answered} von {offered} angenommen",
  "wallboard.ready": "Bereit",
  "wallboard.ready.of": "von {count} angemeldet",
  "wallboard.queue": "Warteschlange",
  "wallboard.column.waiting": "Wartend",
  "wallboard.column.longest": "Längste",
  "wallboard.column.level": "Service-Level heute",
  "wallboard.column.answered": "Angenommen",
  "wallboard.column.abandoned": "Aufgelegt",
  "wallboard.column.staffed": "Im Dienst",
  "wallboard.column.ready": "Bereit",
  "wallboard.closed": "geschlossen",
  "wallboard.idle": "heute noch kein Anruf",
  "wallboard.more.queues": {
    one: "{count} weitere Warteschlange, weniger dringend",
    other: "{count} weitere Warteschlangen, weniger dringend",
  },
  "wallboard.more.agents": { one: "und {count} weiterer", other: "und {count} weitere" },
  "wallboard.queues": "Warteschlangen",
  "wallboard.waitingNow": "Jetzt wartend",
  "wallboard.withheld": "Nummer unterdrückt",
  "wallboard.agents": "Agenten",
  "wallboard.agents.strip": "Agenten nach Zustand",
  "wallboard.free": "frei für {queues}",
  "wallboard.freeForNone": "frei, in keiner Warteschlange",
  "wallboard.tv": "Vollbild",
  "wallboard.tv.leave": "Vollbild verlassen",
  "wallboard.age": "Live, vor {seconds} s",
  "wallboard.stopped": "Stehen geblieben um {time}",
  "wallboard.old": "{age} alt",
  "wallboard.stale.text":
    "Alte Zahlen verlieren ihre Farbe und sind durchgestrichen. Bis frische Daten da sind, wird kein Alarm gezeigt oder gelöscht. Gespräche laufen weiter.",
  "wallboard.engine.away": "Die Vermittlung antwortet nicht",
  "wallboard.engine.text":
    "Laufende Gespräche gehen weiter. Die Zahlen bewegen sich wieder, sobald sie zurück ist.",
  "wallboard.pbx.away": "Die Telefonanlage antwortet nicht",
  "wallboard.pbx.text": "Bis sie zurück ist, kommt kein Anruf herein oder hinaus.",
  "wallboard.empty.title": "Es gibt noch keine Warteschlange",
  "wallboard.empty.text":
    "Anrufer warten in Warteschlangen. Richten Sie eine ein, und sie steht sofort hier.",
  "wallboard.empty.action": "Warteschlange einrichten",
  "wallboard.formula.waiting":
    "Anrufer, die jetzt in der Warteschlange sind, auch jene, deren Anruf gerade bei einem Agenten klingelt",
  "wallboard.formula.longest":
    "Jetzt − Eintritt des ältesten wartenden Anrufers. Auffällig ab dem Sechsfachen, schlecht ab dem Neunfachen der Service-Level-Zeit",
  "wallboard.formula.level":
    "Angenommen innerhalb {seconds} s / (angenommen + aufgelegt nach {seconds} s), von den Anrufern des Tages",
  "wallboard.formula.levelAll":
    "Angenommen innerhalb T / (angenommen + aufgelegt nach T), von den Anrufern des Tages; T ist die Zeit der jeweiligen Warteschlange",
  "wallboard.formula.answered": "Angenommen / eingegangen, von den Anrufern des Tages",
  "wallboard.formula.abandoned":
    "Anrufer des Tages, die aufgelegt haben, auch die nach kurzer Zeit",
  "wallboard.formula.staffed": "Angemeldete Agenten, die diese Warteschlange bedienen",
  "wallboard.formula.ready": "Agenten, die sofort einen Anruf annehmen könnten",
};
