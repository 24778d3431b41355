import { describe, expect, it } from "vitest";
import { fit } from "./search";

const best = (typed: string, texts: readonly string[]): string[] =>
  texts
    .map((text) => ({ text, score: fit(typed, text) }))
    .filter((one) => one.score !== null)
    .sort((a, b) => (b.score ?? 0) - (a.score ?? 0))
    .map((one) => one.text);

describe("finding", () => {
  it("prefers the beginning of a word to its inside, and that to scattered letters", () => {
    expect(best("ta", ["Instalment", "Toolbar", "Tariffs"])).toEqual([
      "Tariffs",
      "Instalment",
      "Toolbar",
    ]);
  });

  it("needs every typed word, in any order and without accents", () => {
    expect(best("aydin fam", ["Familie Aydın", "Familie Jensen"])).toEqual([]);
    expect(best("jens fam", ["Familie Aydın", "Familie Jensen"])).toEqual(["Familie Jensen"]);
    expect(best("muller", ["Müller, Öl"])).toEqual(["Müller, Öl"]);
  });

  it("takes signs as they are", () => {
    expect(fit("+49 (40)", "+49 (40) 555")).not.toBeNull();
    expect(fit("[", "abc")).toBeNull();
  });

  it("finds everything with nothing typed", () => {
    expect(fit("", "anything")).toBe(0);
  });
});
