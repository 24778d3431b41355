import type { Translated } from "../catalogue";
import type { flow as english } from "../en/flow";

export const flow: Translated<typeof english> = {
  "flow.label": "Kennzeichen",
  "flow.label.hint": "Gewichtet das Warten, siehe Kennzeichen",
  "flow.skills": "Vom Agenten außerdem verlangt",
  "flow.skills.hint": "Für Anrufer dieses Schritts, neben dem, was die Warteschlange verlangt",
  "flow.unpublished": "Änderungen nicht veröffentlicht",
  "flow.collect": "In einen Entwurf …",
  "flow.collect.text":
    "Im Entwurf wartet er, wie er jetzt ist, und gilt mit dessen anderen Änderungen, sofort oder zu einem Zeitpunkt.",
  "flow.collected": "{name} wartet im Entwurf",
};
