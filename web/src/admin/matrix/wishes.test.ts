import { expect, it } from "vitest";
import type { Agent } from "@/api/configuration";
import { EMPTY, select, setLevel } from "./matrix.model";
import { changesOf, tableOf } from "./wishes";

const ANA = {
  id: 7,
  name: "Ana",
  queues: [1, 9],
  levels: { "1": 2, "9": 4 },
  skills: [{ skill: 3, level: 5 }],
} as unknown as Agent;
const BEN = { id: 8, name: "Ben", queues: [], levels: {}, skills: [] } as unknown as Agent;

it("keeps the skills that no column shows, and tells what takes the change back", () => {
  const table = tableOf("skills", [ANA, BEN], [ANA, BEN], [{ id: 4, name: "Sales" }]);
  const matrix = setLevel(EMPTY, table, 2);
  expect(changesOf("skills", matrix, table, [ANA, BEN])).toEqual({
    changes: [
      {
        kind: "agents",
        id: 7,
        deed: "changed",
        fields: {
          skills: [
            { skill: 3, level: 5 },
            { skill: 4, level: 2 },
          ],
        },
      },
    ],
    undo: [
      { kind: "agents", id: 7, deed: "changed", fields: { skills: [{ skill: 3, level: 5 }] } },
    ],
  });
});

it("sends queues with their ranks; none takes the queue away", () => {
  const table = tableOf(
    "queues",
    [ANA],
    [ANA],
    [
      { id: 1, name: "Service" },
      { id: 2, name: "Sales" },
    ],
  );
  const gone = setLevel(EMPTY, table, 0);
  const both = setLevel(select(gone, table, { row: 0, column: 1 }), table, 3);
  expect(changesOf("queues", both, table, [ANA]).changes[0]?.fields).toEqual({
    queues: [9, 2],
    levels: { "9": 4, "2": 3 },
  });
});
