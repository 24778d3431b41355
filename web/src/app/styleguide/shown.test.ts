import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const here = new URL("./", import.meta.url);
const shown = readdirSync(here)
  .filter((name) => name.endsWith(".tsx"))
  .map((name) => readFileSync(new URL(name, here), "utf8"))
  // What is imported is not yet shown.
  .map((text) => text.replace(/^import [^;]+;$/gm, ""))
  .join("\n");

/** The names of what is exported and is not only a type. */
function exported(): string[] {
  const index = readFileSync(new URL("../../ui/index.ts", here), "utf8");
  const lists = [...index.matchAll(/^export \{([^}]+)\}/gm)].map(([, names]) => names ?? "");
  return lists
    .flatMap((names) => names.split(","))
    .map((name) => name.trim())
    .filter((name) => name !== "" && !name.startsWith("type "));
}

test("the list of components is read", () => {
  expect(exported()).toContain("Button");
  expect(exported().length).toBeGreaterThan(40);
});

test("every component of the product stands on the page of components", () => {
  expect(exported().filter((name) => !new RegExp(`\\b${name}\\b`).test(shown))).toEqual([]);
});
