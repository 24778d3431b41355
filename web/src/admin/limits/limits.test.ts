import { expect, it } from "vitest";
import type { NamedLimit } from "@/api/limits";
import { byGroup, standing } from "./limits.model";

const limit = (part: Partial<NamedLimit>): NamedLimit => ({
  name: "waiting_max",
  group: "queues",
  value: 10,
  protects: "",
  used: 0,
  met: 0,
  queue: null,
  ...part,
});

it("asks for a look from four fifths of use on, and where a limit was met", () => {
  expect(standing(limit({ used: 8 }))).toBe("fine");
  expect(standing(limit({ used: 9 }))).toBe("warn");
  expect(standing(limit({ used: 10 }))).toBe("bad");
  expect(standing(limit({ met: 1 }))).toBe("warn");
  expect(standing(limit({ used: null, met: null }))).toBe("fine");
});

it("keeps the server's order of groups", () => {
  const found = byGroup([limit({ group: "work" }), limit({}), limit({ group: "work" })]);
  expect(found.map(({ group, rows }) => [group, rows.length])).toEqual([
    ["work", 2],
    ["queues", 1],
  ]);
});
