import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Catalogue } from "@/i18n/catalogue";
import { messages as de } from "@/i18n/de";
import { messages as en } from "@/i18n/en";
import { createTranslate } from "@/i18n/i18n";
import { PRESENCE_REASONS, reasonWords, REFUSALS, refusalWords } from "./words";

const contracts = readFileSync(new URL("../contracts/contracts.gen.ts", import.meta.url), "utf8");

/** The members of a generated union: types are gone when a test runs, the file is not. */
function members(type: string): string[] {
  const line = new RegExp(`^export type ${type} = (.*);$`, "m").exec(contracts)?.[1] ?? "";
  return [...line.matchAll(/"(\w+)"/g)].map((found) => found[1] ?? "");
}

const languages: [string, Partial<Catalogue>][] = [
  ["en", en],
  ["de", de],
];

describe.each(languages)("the engine's codes in %s", (language, catalogue) => {
  const t = createTranslate(catalogue);
  it.each(members("PresenceReason"))("reason %s has words", (code) => {
    expect(Object.keys(PRESENCE_REASONS)).toContain(code);
    expect(reasonWords(code, t)).not.toBe(code.replaceAll("_", " "));
  });
  it.each(members("RefusalCode"))("refusal %s has words", (code) => {
    expect(Object.keys(REFUSALS)).toContain(code);
    expect(refusalWords(code, t)).not.toContain(code);
  });
  it(`are all there (${language})`, () => {
    expect(members("PresenceReason").length).toBeGreaterThan(3);
    expect(members("RefusalCode").length).toBeGreaterThan(10);
  });
});

describe("a code of another vocabulary", () => {
  const t = createTranslate(en);
  it("is said as it is", () => {
    expect(reasonWords("team_meeting", t)).toBe("team meeting");
    expect(refusalWords("toString", t)).toContain("toString");
  });
});
