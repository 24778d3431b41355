import { beforeAll, describe, expect, it } from "vitest";
import { loadGrouping, phoneNumber } from "./phone";

describe("phone numbers", () => {
  it("are shown ungrouped until the rules are there", () => {
    expect(phoneNumber("+49405550199")).toBe("+49405550199");
  });

  describe("with the rules", () => {
    beforeAll(loadGrouping);

    it.each([
      ["+49405550199", "+49 40 5550199"],
      ["+4989123456", "+49 89 123456"],
      ["+4915112345678", "+49 1511 2345678"],
      ["+14155550123", "+1 415 555 0123"],
      ["+35312345678", "+353 1 234 5678"],
    ])("%s is read %s", (e164, read) => {
      expect(phoneNumber(e164)).toBe(read);
    });

    it.each(["<b>anonymous</b>", "", "anonymous", "1000", "+1"])("%j is left alone", (text) => {
      expect(phoneNumber(text)).toBe(text);
    });
  });
});
