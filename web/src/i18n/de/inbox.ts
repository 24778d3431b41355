import type { Translated } from "../catalogue";
import type { inbox as english } from "../en/inbox";

export const inbox: Translated<typeof english> = {
  "messages.title": "Nachrichten",
  "messages.from": "Von {name}",
  "messages.toTeam": "an Team {name}",
  "messages.toQueue": "an {name}",
  "messages.toAll": "an alle",
  "messages.read": "Gelesen",
  "messages.more": { one: "{count} weitere", other: "{count} weitere" },
  "messages.arrived": "Nachricht von {name}: {text}",
  "messages.readFailed": "Es ließ sich nicht als gelesen melden. Bitte noch einmal versuchen.",
};
