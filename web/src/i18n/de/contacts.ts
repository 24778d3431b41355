import type { Translated } from "../catalogue";
import type { contacts as english } from "../en/contacts";

export const contacts: Translated<typeof english> = {
  "contacts.title": "Kontakte",
  "contacts.search": "Name, Firma oder Nummer",
  "contacts.add": "Neuer Kontakt",
  "contacts.name": "Name",
  "contacts.company": "Firma",
  "contacts.numbers": "Telefonnummern",
  "contacts.number": "Telefonnummer",
  "contacts.addNumber": "Nummer hinzufügen",
  "contacts.addresses": "E-Mail-Adressen",
  "contacts.address": "E-Mail-Adresse",
  "contacts.addAddress": "Adresse hinzufügen",
  "contacts.kind": "Art",
  "contacts.kind.mobile": "mobil",
  "contacts.kind.work": "Arbeit",
  "contacts.kind.home": "privat",
  "contacts.kind.other": "andere",
  "contacts.kind.none": "ohne Angabe",
  "contacts.language": "Spricht",
  "contacts.language.none": "nicht bekannt",
  "contacts.external": "Kennung in einem anderen System",
  "contacts.external.hint": "Unter dem ein anderes System diese Person kennt",
  "contacts.note": "Notiz",
  "contacts.timeline": "Anrufe",
  "contacts.noCalls": "Noch kein Anruf mit diesem Kontakt",
  "contacts.noCalls.text": "Ein Anruf von einer dieser Nummern erscheint hier von selbst.",
  "contacts.saved": "{name} gespeichert",
  "contacts.failed": "Die Kontakte wurden nicht geladen",
  "contacts.empty.title": "Noch kein Kontakt",
  "contacts.empty.text":
    "Wer hier steht, wird schon vor der Annahme genannt, wenn eine der Nummern anruft.",
  "contacts.notFound.title": "Niemand passt zu dieser Suche",
  "contacts.notFound.text":
    "Gefunden werden Wortanfänge und der Anfang oder das Ende einer Nummer.",
  "contacts.gone.title": "Diesen Kontakt gibt es nicht mehr",
  "contacts.remove.text":
    "Name, Nummern, Adressen, Notiz und Wiedervorlagen werden endgültig gelöscht. Die Anrufe bleiben, ohne den Namen.",
  "contacts.teach": "Wozu ein Kontakt da ist",
  "contacts.teach.text":
    "Wenn eine der Nummern anruft, sieht der Agent Name, Firma und Notiz schon vor der Annahme.",
  "contacts.wrong.needed": "Wird zum Speichern gebraucht",
  "contacts.wrong.number": "Nur Ziffern, Leerzeichen und + ( ) / - .",
  "contacts.wrong.address": "Eine Adresse sieht aus wie name@example.org",
};
