import type { Translated } from "../catalogue";
import type { contacts as english } from "../en/contacts";

export const contacts: Translated<typeof english> = { "contacts.title": "x" };
