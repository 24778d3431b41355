import { describe, expect, it } from "vitest";
import oracle from "@/boards/oracle.gen.json";
import { wallboard } from "./de/wallboard";
import { boards } from "./de/boards";
import { withSeams } from "./seams";

/** What fits into the narrowest column of a table on a board: 92 px less its padding. */
const PART_LETTERS_MAX = 10;
const parts = (name: string): string[] => withSeams(name).match(/[\p{L}\d]+/gu) ?? [];
const tooLong = (names: readonly string[]): string[] =>
  names.flatMap(parts).filter((part) => part.length > PART_LETTERS_MAX);

describe("names in tiles and heads", () => {
  it("have no part in German that is too long for a narrow column", () => {
    expect(oracle.names_de.length).toBeGreaterThan(50);
    expect(tooLong(oracle.names_de)).toEqual([]);
    const heads = Object.entries({ ...wallboard, ...boards })
      .filter(([key]) => /^(wallboard|boards)\.(column|queue$|list|table)/.test(key))
      .flatMap(([key, name]) => (typeof name === "string" && !key.includes("no") ? [name] : []));
    expect(tooLong(heads)).toEqual([]);
  });
  it("say the same without their soft hyphens", () => {
    for (const name of oracle.names_de) expect(withSeams(name).replaceAll("\u00AD", "")).toBe(name);
  });
  it("keep what stands between words", () => {
    expect(withSeams("Service-Level, 90 %")).toBe("Service-Level, 90 %");
    expect(withSeams("Wartezeit, 95 %")).toBe("Warte\u00ADzeit, 95 %");
  });
});
