/** A contact's form: what is typed, what is sent, and what is wrong. */
import { typedSince, type Leftovers } from "@/admin/kit/typed.model";
import type { Contact, ContactDraft } from "@/api/contacts";

export const NUMBER_KINDS = ["mobile", "work", "home", "other"] as const;
export const ADDRESS_KINDS = ["work", "home", "other"] as const;
export const NAME_LENGTH_MAX = 200;

export const BLANK: ContactDraft = {
  external_id: "",
  name: "",
  company: "",
  language: "",
  note: "",
  phone_numbers: [{ number: "", kind: "mobile" }],
  email_addresses: [],
};

export const draftOf = (contact: Contact): ContactDraft => ({
  external_id: contact.external_id ?? "",
  name: contact.name,
  company: contact.company,
  language: contact.language,
  note: contact.note,
  phone_numbers: contact.phone_numbers.map(({ number, kind }) => ({ number, kind })),
  email_addresses: contact.email_addresses,
});

/** Rows that were left empty are not sent; no key is null, not "". */
export const cleaned = (draft: ContactDraft): ContactDraft => ({
  ...draft,
  name: draft.name.trim(),
  external_id: draft.external_id?.trim() ? draft.external_id.trim() : null,
  phone_numbers: draft.phone_numbers.filter((row) => row.number.trim() !== ""),
  email_addresses: draft.email_addresses.filter((row) => row.address.trim() !== ""),
});

export const isChanged = (before: ContactDraft, after: ContactDraft): boolean =>
  JSON.stringify(cleaned(before)) !== JSON.stringify(cleaned(after));

/** The form after saving: what the server holds now, and what was typed since `sent`; null when nothing was. */
export function withTyped(
  saved: Contact,
  sent: ContactDraft | null,
  now: ContactDraft | null,
): ContactDraft | null {
  if (now === null || now === sent) return null;
  return { ...draftOf(saved), ...typedSince(sent ?? {}, now) };
}

/**
 * The first save of a new contact: it goes on on a page of its own, and every letter that is typed before that page is there goes along,
 * whether it came while the answer was awaited or after it.
 */
export class FirstSave {
  #done: { saved: Contact; sent: ContactDraft | null } | null = null;

  constructor(private readonly leftovers: Leftovers<ContactDraft>) {}

  /** It is saved; `now` is what the form says by then, and `field` where the cursor stands. */
  done(saved: Contact, sent: ContactDraft | null, now: ContactDraft | null, field: string | null) {
    this.#done = { saved, sent };
    this.typed(now, field);
  }

  /** Something is typed; nothing is to be done while it is not saved: it is in the form. */
  typed(now: ContactDraft | null, field: string | null): void {
    if (this.#done === null) return;
    const { saved, sent } = this.#done;
    const typed = withTyped(saved, sent, now);
    if (typed) this.leftovers.leave(String(saved.id), { typed, field });
    else this.leftovers.taken(String(saved.id));
  }
}

export type Wrong = "needed" | "number" | "address";

/** By field: `name`, `phone_numbers.0`, `email_addresses.1`. */
export function check(draft: ContactDraft): Record<string, Wrong> {
  const wrong: Record<string, Wrong> = {};
  if (draft.name.trim() === "") wrong["name"] = "needed";
  draft.phone_numbers.forEach((row, index) => {
    // The server knows numbering plans; here only what cannot be a number at all.
    if (row.number.trim() !== "" && !/^[+0-9][0-9 ()/.-]{2,38}$/.test(row.number.trim()))
      wrong[`phone_numbers.${index}`] = "number";
  });
  draft.email_addresses.forEach((row, index) => {
    if (row.address.trim() !== "" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(row.address.trim()))
      wrong[`email_addresses.${index}`] = "address";
  });
  return wrong;
}

/** The server's complaint about `phone_numbers.0.number`, at our row `phone_numbers.0`; rows that were not sent do not count. */
export function placeRefusal(
  draft: ContactDraft,
  errors: Readonly<Record<string, readonly string[]>>,
): Record<string, string> {
  const placed: Record<string, string> = {};
  const rowOf = (list: "phone_numbers" | "email_addresses", sent: number): number => {
    const filled = draft[list].flatMap((row, index) =>
      ("number" in row ? row.number : row.address).trim() === "" ? [] : [index],
    );
    return filled[sent] ?? sent;
  };
  for (const [path, sentences] of Object.entries(errors)) {
    const [field = "", row] = path.split(".");
    const list = field === "phone_numbers" || field === "email_addresses" ? field : null;
    const key = list && row !== undefined ? `${list}.${rowOf(list, Number(row))}` : field;
    placed[key] = [placed[key], ...sentences].filter(Boolean).join(" ");
  }
  return placed;
}
