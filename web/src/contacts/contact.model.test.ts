import { describe, expect, it } from "vitest";
import { BLANK, check, cleaned, isChanged, placeRefusal, withTyped } from "./contact.model";

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
