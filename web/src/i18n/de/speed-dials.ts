import type { Translated } from "../catalogue";
import type { speedDials as english } from "../en/speed-dials";

export const speedDials: Translated<typeof english> = {
  "admin.speed-dials": "Kurzwahl",
  "admin.speed-dials.one": "Nummer",
  "admin.speed-dials.add": "Neue Nummer",
  "admin.speed-dials.number": "Telefonnummer",
  "admin.speed-dials.numberHint": "So, wie man sie hier wählt, oder mit + und Landesvorwahl.",
  "admin.speed-dials.note": "Notiz",
  "admin.speed-dials.noteHint": "Auch nach ihren Wörtern wird gesucht.",
  "admin.speed-dials.teach": "Nummern außerhalb, mit Namen",
  "admin.speed-dials.teach.1":
    "Agenten finden sie mit wenigen Buchstaben, wenn sie wählen, rückfragen oder weitergeben. Ob eine Nummer gewählt werden darf, entscheiden die Wählregeln.",
  "admin.speed-dials.remove": "Agenten finden sie nicht mehr.",
};
