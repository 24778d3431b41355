import { expect, it } from "vitest";
import type { Agent } from "@/api/configuration";
import { lacks, staffing, withLevel } from "./staffing";

const agent = (id: number, queues: number[], skills: [number, number][]): Agent => ({
  id,
  name: `Agent ${id}`,
  user: null,
  username: "",
  email: "",
  role: "agent",
  language: "en",
  queues,
  skills: skills.map(([skill, level]) => ({ skill, level })),
  devices: [],
  levels: {},
  teams: [],
  always_on: false,
  active: true,
});

it("asks who takes the queue and has every skill at its level", () => {
  const all = [
    agent(1, [7], [[1, 3]]),
    agent(2, [7], [[1, 2]]),
    agent(3, [7], []),
    agent(4, [8], [[1, 5]]),
  ];
  const { match, lack } = staffing(7, [{ skill: 1, level_min: 3 }], all);
  expect(match.map((one) => one.id)).toEqual([1]);
  expect(lack.map((one) => one.id)).toEqual([2, 3]);
});

it("asks every member when no skill is required", () => {
  expect(staffing(7, [], [agent(1, [7], [])]).match).toHaveLength(1);
});

it("takes a higher level for a lower one, not the other way round", () => {
  const someone = agent(1, [], [[1, 3]]);
  expect([2, 3, 4].map((level_min) => lacks(someone, { skill: 1, level_min }))).toEqual([
    false,
    false,
    true,
  ]);
});

it("changes one level, and takes a skill away at level 0", () => {
  const someone = agent(1, [], [[1, 3]]);
  expect(withLevel(someone, 2, 5)).toEqual([
    { skill: 1, level: 3 },
    { skill: 2, level: 5 },
  ]);
  expect(withLevel(someone, 1, 0)).toEqual([]);
});
