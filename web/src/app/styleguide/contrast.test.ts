import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { contrast, GROUNDS, INKS, leastOf } from "./contrast";

const sheet = readFileSync(new URL("../../ui/tokens.css", import.meta.url), "utf8");
const [light = "", dark = ""] = sheet.split('[data-theme="dark"] {');
const tokens = (block: string): Record<string, string> =>
  Object.fromEntries<string>(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(
      ([, name = "", value = ""]) => [name, value] as const,
    ),
  );
const THEMES = { light: tokens(light), dark: { ...tokens(light), ...tokens(dark) } };

test("black on white is 21, a colour on itself 1", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#000", "#fff")).toBeCloseTo(21);
  expect(contrast("#0a666f", "#0a666f")).toBe(1);
});

for (const [theme, colour] of Object.entries(THEMES))
  test(`every ink can be read on every ground it stands on, in the ${theme}`, () => {
    const faults = INKS.flatMap(({ ink, soft }) =>
      [...GROUNDS, ...(soft === undefined ? [] : [soft])].flatMap((ground) => {
        const found = contrast(colour[ink] ?? "", colour[ground] ?? "");
        return found >= leastOf(ink) ? [] : [`${ink} on ${ground}: ${found.toFixed(2)}`];
      }),
    );
    expect(faults).toEqual([]);
  });
