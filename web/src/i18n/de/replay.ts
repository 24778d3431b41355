import type { Translated } from "../catalogue";
import type { replay as english } from "../en/replay";

export const replay: Translated<typeof english> = {
  "replay.title": "Letzte Woche damit",
  "replay.text":
    "Jeder aufgezeichnete Tag der letzten Woche läuft noch einmal durch die echte Vermittlung: wie er war, und mit dem, was dieses Formular gegenüber dem Gültigen ändert.",
  "replay.run": { one: "{count} Tag durchlaufen", other: "{count} Tage durchlaufen" },
  "replay.same": "Nichts, was ein Durchlauf zeigen könnte, weicht vom Gültigen ab.",
  "replay.left": "Ein Durchlauf kann nicht zeigen: {fields}.",
  "replay.other": "andere Regeln",
  "replay.failed": "Der Durchlauf brach ab",
  "replay.stale": "Das Formular hat sich seit diesem Durchlauf geändert",
  "replay.nobody": "An diesen Tagen kam niemand in diese Warteschlange.",
  "replay.callers": { one: "{count} Anrufer", other: "{count} Anrufer" },
  "replay.together": "Zusammen",
  "replay.together.formula":
    "Mittel der Tage, jeder nach seinen Anrufern. Ein Perzentil mehrerer Tage ist nicht das Mittel der einzelnen.",
  "replay.honest":
    "Service-Level in den Berichten {recorded}, im unveränderten Durchlauf {replayed}: So weit kann ein Durchlauf danebenliegen.",
  "replay.sides": "Wie es war → damit",
  "replay.byDay": "Tag für Tag",
  "replay.live": "Weicht vom Gültigen ab",
  "replay.live.same": "Nichts in dieser Warteschlange.",
};
