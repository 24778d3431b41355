import { describe, expect, it } from "vitest";
import type { AgentView, AlarmView } from "@/contracts/contracts.gen";
import { agentView, interactionView } from "@/live/samples";
import {
  alarmedAgents,
  columnsOf,
  groupsKept,
  groupsOf,
  judge,
  keyOf,
  lendable,
  neighbour,
  NO_FILTERS,
  waitingIn,
  windowOf,
} from "./floor.model";

const agent = (
  id: number,
  name: string,
  part: Parameters<typeof agentView>[1] = {},
  queues: number[] = [1],
): AgentView => ({
  ...agentView(id, { state: "ready", presence: "ready", ...part }),
  name,
  queues,
});
const floor = (...agents: AgentView[]) => new Map(agents.map((one) => [one.live.id, one]));
const PEOPLE = floor(
  agent(1, "Anna", { state: "talking" }),
  agent(2, "Ben", { state: "not_ready", presence: "not_ready", reason: "lunch" }, [2]),
  agent(3, "Cem"),
  agent(4, "Dora", { state: "offline", presence: "offline" }),
);
const TEAMS = [
  { id: 8, name: "South", agents: [3] },
  { id: 9, name: "North", agents: [1, 2, 4] },
];
const alarm = (subject: string, severe: boolean): AlarmView => ({
  id: 1,
  rule: 1,
  name: "",
  kind: "state",
  severe,
  subject,
  subject_name: "",
  value: 0,
  bound: 0,
  since: 0,
  raised_at: 0,
  taken_by: "",
  taken_at: 0,
  escalated_at: 0,
});

const ids = (filters: Partial<typeof NO_FILTERS>, alarmed = new Map()) =>
  groupsOf(PEOPLE, new Map(), TEAMS, { ...NO_FILTERS, ...filters }, alarmed).flatMap(
    (one) => one.ids,
  );

describe("who stands on the floor", () => {
  it("is grouped by team and sorted by name; whoever is signed off is left out until asked for", () => {
    expect(groupsOf(PEOPLE, new Map(), TEAMS, NO_FILTERS, new Map())).toEqual([
      { name: "North", ids: [1, 2] },
      { name: "South", ids: [3] },
    ]);
    expect(ids({ offline: true })).toEqual([1, 2, 4, 3]);
    expect(ids({ state: "offline" })).toEqual([4]);
  });
  it("is filtered by state, queue, team and text", () => {
    expect([
      ids({ state: "talking" }),
      ids({ queue: 2 }),
      ids({ team: 8 }),
      ids({ text: " AN" }),
    ]).toEqual([[1], [2], [3], [1]]);
  });
  it("stands without teams when trouble comes first", () => {
    expect(ids({ sort: "trouble" }, new Map([[3, "bad"]]))[0]).toBe(3);
  });
  it("keeps the order of trouble until somebody comes or goes", () => {
    const shown = groupsKept(TEAMS, { ...NO_FILTERS, sort: "trouble" }, new Map());
    const before = shown(PEOPLE, new Map());
    const lost = new Map(PEOPLE).set(3, agent(3, "Cem", { device: 5, reachable_devices: [] }));
    expect(shown(lost, new Map())).toBe(before);
    const more = new Map(lost).set(6, agent(6, "Fritz"));
    expect(shown(more, new Map())[0]?.ids).toEqual([3, 1, 2, 6]);
  });
  it("says the same as long as nobody comes or goes", () => {
    const groups = groupsOf(PEOPLE, new Map(), TEAMS, NO_FILTERS, new Map());
    const talking = new Map(PEOPLE).set(3, agent(3, "Cem", { state: "talking" }));
    expect(keyOf(groupsOf(talking, new Map(), TEAMS, NO_FILTERS, new Map()))).toBe(keyOf(groups));
  });
});

describe("trouble", () => {
  it("is a phone that cannot be reached, an alarm, a lost line", () => {
    expect(judge(agent(1, "A", { device: 5, reachable_devices: [] }), new Map())).toBe("bad");
    expect(judge(agent(1, "A", { device: 5, reachable_devices: [5] }), new Map())).toBe("good");
    expect(judge(agent(1, "A", { state: "reconnecting" }), new Map())).toBe("warn");
    const alarmed = alarmedAgents([
      alarm("agent:1", true),
      alarm("agent:1", false),
      alarm("queue:2", true),
    ]);
    expect([...alarmed]).toEqual([[1, "bad"]]);
  });
});

describe("lines in columns", () => {
  const group = (name: string, from: number, count: number) => ({
    name,
    ids: Array.from({ length: count }, (_, index) => from + index),
  });
  it("keeps teams together where that fills the columns evenly", () => {
    const columns = columnsOf(
      [group("A", 1, 16), group("B", 101, 16), group("C", 201, 16), group("D", 301, 16)],
      2,
    );
    expect(columns.map((column) => column.length)).toEqual([34, 34]);
    expect(columns[1]?.[0]).toEqual({ kind: "group", name: "C", count: 16 });
  });
  it("breaks a team that is longer than a column", () => {
    const columns = columnsOf([group("A", 1, 499)], 3);
    expect(columns.map((column) => column.length)).toEqual([167, 167, 166]);
  });
  it("keeps a small team below its name", () => {
    expect(columnsOf([group("A", 1, 2)], 2).map((column) => column.length)).toEqual([3]);
  });
  it("draws what is seen and a little more", () => {
    expect(windowOf(2_200, 440, 22, 500, 10)).toEqual({ from: 90, to: 130 });
    expect(windowOf(0, 440, 22, 15, 10)).toEqual({ from: 0, to: 15 });
  });
  it("is walked by arrows", () => {
    const columns = columnsOf([group("A", 1, 3), group("B", 11, 3)], 2);
    expect(neighbour(columns, null, "ArrowDown")).toBe(1);
    expect(neighbour(columns, 3, "ArrowDown")).toBe(11);
    expect(neighbour(columns, 11, "ArrowUp")).toBe(3);
    expect(neighbour(columns, 2, "ArrowRight")).toBe(12);
    expect(neighbour(columns, 12, "ArrowRight")).toBe(12);
    expect([neighbour(columns, 2, "Home"), neighbour(columns, 2, "End")]).toEqual([1, 13]);
    expect(neighbour(columns, 2, "x")).toBeNull();
  });
});

describe("a queue in which somebody waits", () => {
  it("lists who waits in the order in which they are asked", () => {
    const call = (id: string, priority: number, queued_at: number) =>
      interactionView(id, { queue: 1, phase: "waiting", priority, queued_at });
    const found = waitingIn(1, [call("a", 0, 5), call("b", 0, 3), call("c", 1_000, 9)]);
    expect(found.map((one) => one.live.id)).toEqual(["c", "b", "a"]);
    expect(waitingIn(2, found)).toEqual([]);
  });
  it("borrows from those who are signed in elsewhere, the free ones first", () => {
    const people = [...PEOPLE.values(), agent(5, "Emil", {}, [2])];
    expect(lendable(1, people).map((one) => one.name)).toEqual(["Emil", "Ben"]);
  });
});
