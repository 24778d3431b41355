import { describe, expect, it } from "vitest";
import { Leftovers } from "@/admin/kit/typed.model";
import type { Contact, ContactDraft } from "@/api/contacts";
import {
  BLANK,
  check,
  cleaned,
  FirstSave,
  isChanged,
  placeRefusal,
  withTyped,
} from "./contact.model";

const draft = {
  ...BLANK,
  name: "Katharina Brandt",
  external_id: " ",
  phone_numbers: [
    { number: "", kind: "home" },
    { number: "+49 40 66969 214", kind: "mobile" },
  ],
  email_addresses: [{ address: "kb@example.org", kind: "work" }],
};

describe("a contact", () => {
  it("is sent without empty rows, and without a key when none was typed", () => {
    expect(cleaned(draft)).toMatchObject({
      external_id: null,
      phone_numbers: [{ number: "+49 40 66969 214", kind: "mobile" }],
    });
  });
  it("is not changed by an empty row", () => {
    const more = { ...draft, phone_numbers: [...draft.phone_numbers, { number: " ", kind: "x" }] };
    expect(isChanged(draft, more)).toBe(false);
    expect(isChanged(draft, { ...draft, note: "!" })).toBe(true);
  });
  it("keeps what is typed while it is saved, and takes the server's word for the rest", () => {
    const saved = {
      ...draft,
      id: 7,
      external_id: null,
      phone_numbers: [
        {
          number: "+494066969214",
          kind: "mobile",
          origin: { region: "DE", mobile: false, areas: {} },
        },
      ],
    };
    const now = { ...draft, note: "calls again" };
    expect(withTyped(saved, draft, now)).toEqual({
      ...draft,
      external_id: "",
      phone_numbers: [{ number: "+494066969214", kind: "mobile" }],
      note: "calls again",
    });
    expect(withTyped(saved, draft, draft)).toBeNull();
    expect(withTyped(saved, null, null)).toBeNull();
  });
  it("needs a name, and numbers and addresses that can be some", () => {
    expect(check(draft)).toEqual({});
    expect(
      check({
        ...draft,
        name: " ",
        phone_numbers: [{ number: "call me", kind: "" }],
        email_addresses: [{ address: "kb@", kind: "" }],
      }),
    ).toEqual({ name: "needed", "phone_numbers.0": "number", "email_addresses.0": "address" });
  });
  it("shows the server's complaint at the row that was typed, not at the one that was sent", () => {
    expect(
      placeRefusal(draft, { "phone_numbers.0.number": ["no such number"], name: ["taken"] }),
    ).toEqual({ "phone_numbers.1": "no such number", name: "taken" });
  });
});

describe("the first save of a contact", () => {
  const sent: ContactDraft = { ...BLANK, name: "Katharina Brandt" };
  const saved = {
    ...sent,
    id: 7,
    external_id: null,
    phone_numbers: [],
    name: "Katharina Brandt",
  } as unknown as Contact;
  const typed = (note: string): ContactDraft => ({ ...sent, note });
  const pageHas = (leftovers: Leftovers<ContactDraft>) => leftovers.look("7")?.typed.note;

  it("takes what is typed while it is awaited to the page of the contact, with the cursor", () => {
    const leftovers = new Leftovers<ContactDraft>();
    const first = new FirstSave(leftovers);
    first.typed(typed("calls"), "note");
    expect(leftovers.look("7")).toBeNull();
    first.done(saved, sent, typed("calls again"), "note");
    expect(leftovers.look("7")).toEqual({
      typed: { ...draftFromServer, note: "calls again" },
      field: "note",
    });
  });
  it("takes the letters that come after the answer, before the page is there", () => {
    const leftovers = new Leftovers<ContactDraft>();
    const first = new FirstSave(leftovers);
    first.done(saved, sent, typed("calls"), "note");
    first.typed(typed("calls again"), "note");
    expect(pageHas(leftovers)).toBe("calls again");
    first.typed(sent, "note");
    expect(leftovers.look("7")).toBeNull();
  });
  it("leaves nothing where nothing was typed since", () => {
    const leftovers = new Leftovers<ContactDraft>();
    new FirstSave(leftovers).done(saved, sent, sent, "name");
    expect(leftovers.look("7")).toBeNull();
  });

  const draftFromServer: ContactDraft = { ...sent, external_id: "", phone_numbers: [] };
});
