import { expect, it } from "vitest";
import { parsePreferences, themeFor } from "./preferences";

it("ignores what it cannot read", () => {
  for (const raw of [null, "", "{", "7", '{"theme":"pink"}']) {
    expect(parsePreferences(raw)).toEqual({ theme: "system", singleKeys: true });
  }
  expect(parsePreferences('{"theme":"dark","singleKeys":false}')).toEqual({
    theme: "dark",
    singleKeys: false,
  });
});

it("follows the system until one chooses", () => {
  expect(themeFor("system", true)).toBe("dark");
  expect(themeFor("system", false)).toBe("light");
  expect(themeFor("light", true)).toBe("light");
});
