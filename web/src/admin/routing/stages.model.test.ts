import { expect, it } from "vitest";
import type { Agent, Ring } from "@/api/configuration";
import { stages, widths } from "./stages.model";

const agent = (id: number, queues: number[], level: number): Agent => ({
  id,
  name: `Agent ${id}`,
  user: null,
  username: "",
  email: "",
  role: "agent",
  language: "en",
  queues,
  skills: [{ skill: 1, level }],
  devices: [],
  levels: {},
  teams: [],
  always_on: false,
  active: true,
});
const agents = [agent(1, [7], 4), agent(2, [7], 2), agent(3, [], 5), agent(4, [7], 1)];
const teams = [{ id: 9, name: "Reserve", agents: [3] }];
const rings: Ring[] = [
  { after_seconds: 60, required_skills: null, teams: [9] },
  { after_seconds: 20, required_skills: [{ skill: 1, level_min: 2 }], teams: [] },
];

it("asks more agents stage by stage, in order of time; teams stay once they are asked", () => {
  const found = stages(7, [{ skill: 1, level_min: 4 }], rings, agents, teams);
  expect(found.map(({ from, to, agents: count }) => [from, to, count])).toEqual([
    [0, 20, 1],
    [20, 60, 2],
    [60, null, 3],
  ]);
  expect(found[2]?.required).toEqual([{ skill: 1, level_min: 2 }]);
  expect(found[2]?.teams).toEqual([9]);
});

it("leaves out agents who are out of use", () => {
  const gone = { ...agent(1, [7], 4), active: false };
  expect(stages(7, [], [], [gone], [])[0]?.agents).toBe(0);
});

it("draws stages to scale, and the endless one a third of all before it", () => {
  expect(widths(stages(7, [], rings, agents, teams))).toEqual([20, 40, 20]);
  expect(widths(stages(7, [], [], agents, teams))).toEqual([1]);
});
