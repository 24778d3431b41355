import { expect, it } from "vitest";
import type { Agent } from "@/api/configuration";
import { changesOf, NOTHING } from "./bulk.model";
import { EVERYBODY, filtered } from "./filter.model";
import { howMany, NOBODY, tick, tickAll } from "./selection.model";

const agent = (id: number, part: Partial<Agent>): Agent =>
  ({
    id,
    name: `Agent ${id}`,
    username: `agent${id}`,
    language: "en",
    queues: [1],
    levels: { "1": 2 },
    skills: [{ skill: 1, level: 4 }],
    teams: [],
    always_on: false,
    active: true,
    ...part,
  }) as Agent;
const ANA = agent(1, { name: "Ana Weiß", teams: [5] });
const BEN = agent(2, { name: "Ben Kurz", username: "", queues: [], levels: {}, skills: [] });
const TEAMS = [
  { id: 5, name: "North", agents: [1, 9] },
  { id: 6, name: "South", agents: [] },
];

it("changes only whom it makes different, and tells what takes it back", () => {
  const { changes, undo } = changesOf(
    { ...NOTHING, addQueues: [1], rank: 2, setSkills: [{ skill: 2, level: 3 }], takeSkills: [1] },
    [ANA, BEN],
    TEAMS,
  );
  expect(changes).toEqual([
    { kind: "agents", id: 1, deed: "changed", fields: { skills: [{ skill: 2, level: 3 }] } },
    {
      kind: "agents",
      id: 2,
      deed: "changed",
      fields: { queues: [1], levels: { "1": 2 }, skills: [{ skill: 2, level: 3 }] },
    },
  ]);
  expect(undo[0]?.fields).toEqual({ skills: [{ skill: 1, level: 4 }] });
  expect(undo[1]?.fields).toEqual({ queues: [], levels: {}, skills: [] });
});

it("moves people from team to team, and leaves others in them alone", () => {
  const { changes, undo } = changesOf(
    { ...NOTHING, takeTeams: [5], addTeams: [6] },
    [ANA, BEN],
    TEAMS,
  );
  expect(changes.map((one) => [one.id, one.fields])).toEqual([
    [5, { agents: [9] }],
    [6, { agents: [1, 2] }],
  ]);
  expect(undo.map((one) => one.fields)).toEqual([{ agents: [1, 9] }, { agents: [] }]);
});

it("gives a language to accounts only, and nothing to who has it", () => {
  const wish = { ...NOTHING, language: "de" as const, active: true, alwaysOn: true };
  const { changes } = changesOf(
    wish,
    [ANA, BEN, agent(3, { always_on: true, language: "de" })],
    [],
  );
  expect(changes.map((one) => one.fields)).toEqual([
    { always_on: true, language: "de" },
    { always_on: true },
  ]);
  expect(changesOf(NOTHING, [ANA, BEN], TEAMS)).toEqual({ changes: [], undo: [] });
});

it("ticks from one row to another with Shift, and all that are shown", () => {
  const shown = [3, 1, 2, 4];
  const one = tick(NOBODY, shown, 1, false);
  expect([...tick(one, shown, 4, true).chosen]).toEqual([1, 2, 4]);
  expect([...tick(tick(one, shown, 4, true), shown, 1, true).chosen]).toEqual([]);
  expect([...tickAll(tick(NOBODY, [9], 9, false), shown).chosen]).toEqual([9, 3, 1, 2, 4]);
  expect([...tickAll(tickAll(NOBODY, shown), shown).chosen]).toEqual([]);
  expect(howMany(one, shown)).toBe("some");
});

it("shows agents by name, team and queue, in the order of their names", () => {
  expect(filtered([BEN, ANA], EVERYBODY).map((one) => one.id)).toEqual([1, 2]);
  expect(filtered([BEN, ANA], { ...EVERYBODY, name: "weiß an" })).toEqual([ANA]);
  expect(filtered([BEN, ANA], { ...EVERYBODY, team: 5 })).toEqual([ANA]);
  expect(filtered([BEN, ANA], { ...EVERYBODY, queue: 1, name: "ben" })).toEqual([]);
});
