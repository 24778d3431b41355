import { expect, it } from "vitest";
import type { Queue } from "@/api/configuration";
import type { Compared, Replay } from "@/api/replays";
import { asked, better, lastWeek, rowOf, together } from "./week.model";
import { WeekRun, type Ports, type WeekState } from "./weekRun";

const number = (key: string, part: Partial<Compared>): Compared => ({
  key,
  name: key,
  formula: "",
  unit: "share",
  wanted: "more",
  recorded: null,
  as_it_was: null,
  changed: null,
  difference: null,
  better: null,
  ...part,
});

const replay = (day: string, part: Partial<Replay>): Replay =>
  ({ id: 1, day, state: "done", progress: 1, problem: "", result: null, ...part }) as Replay;

const done = (day: string, offered: number, before: number, after: number): Replay =>
  replay(day, {
    result: [
      {
        queue: 3,
        name: "Service",
        numbers: [
          number("offered", { as_it_was: offered }),
          number("service_level", { recorded: before, as_it_was: before, changed: after }),
          number("wait_p95", { as_it_was: 20, changed: 10, wanted: "less" }),
        ],
      },
    ],
  });

it("asks only what a replay can show, and tells what it leaves out", () => {
  const live = { id: 3, strategy: "longest_idle", offer_seconds: 20, record: true, name: "A" };
  const wanted = { id: 3, strategy: "round_robin", offer_seconds: 20, record: false, name: "B" };
  expect(asked(live as unknown as Queue, wanted as unknown as Queue)).toEqual({
    changes: { strategy: "round_robin" },
    left: ["record"],
  });
});

it("takes the week up to the newest recorded day", () => {
  const days = ["2026-06-01", "2026-06-09", "2026-06-03", "2026-06-02"];
  expect(lastWeek(days.map((day) => ({ day, visits: 1 })))).toEqual(["2026-06-03", "2026-06-09"]);
  expect(lastWeek([])).toEqual([]);
});

it("weighs days by their callers, and makes no mean of a percentile", () => {
  const rows = [done("d1", 100, 0.5, 0.6), done("d2", 300, 0.9, 0.9)].flatMap((one) => {
    const row = rowOf(one, 3);
    return row ? [row] : [];
  });
  const all = together(rows, "service_level");
  expect(all?.before).toBeCloseTo(0.8);
  expect(all?.after).toBeCloseTo(0.825);
  expect(all && better(all)).toBe(true);
  expect(together(rows, "wait_p95")).toBeNull();
  expect(rowOf(done("d1", 1, 0, 0), 4)).toBeNull();
});

function run(ports: Partial<Ports>) {
  const states: WeekState[] = [];
  const ended: number[] = [];
  const week = new WeekRun(
    {
      order: (day) => Promise.resolve(done(day, 10, 0.5, 0.6)),
      look: () => Promise.reject(new Error("never asked")),
      end: (id) => Promise.resolve(ended.push(id)),
      pause: () => Promise.resolve(),
      ...ports,
    },
    3,
    (state) => states.push(state),
  );
  return { week, states, ended };
}

it("replays day after day and tells how far it is", async () => {
  const { week, states } = run({
    order: (day) => Promise.resolve(replay(day, { state: "waiting", progress: 0 })),
    look: () => Promise.resolve(done("d", 10, 0.5, 0.6)),
  });
  await week.run(["a", "b"]);
  expect(states.map((state) => state.progress)).toEqual([0, 0.5, 0.5, 1, 1, 1]);
  expect(states.at(-1)).toMatchObject({ phase: "done", rows: [{ offered: 10 }, { offered: 10 }] });
});

it("ends the replay that is open when it is cancelled, and keeps the days before", async () => {
  const { week, states, ended } = run({
    order: (day) =>
      Promise.resolve(day === "a" ? done(day, 10, 0, 1) : replay(day, { state: "running", id: 9 })),
    pause: () => {
      week.cancel();
      return Promise.resolve();
    },
    look: () => Promise.resolve(replay("b", { state: "running", id: 9, progress: 0.2 })),
  });
  await week.run(["a", "b", "c"]);
  expect(ended).toEqual([9]);
  expect(states.at(-1)).toMatchObject({ phase: "cancelled", rows: [{ day: "a" }] });
});

it("says why a day could not be replayed", async () => {
  const failed = run({
    order: (day) => Promise.resolve(replay(day, { state: "failed", problem: "no facts" })),
  });
  await failed.week.run(["a"]);
  expect(failed.states.at(-1)).toMatchObject({ phase: "failed", problem: "no facts" });
  const refused = run({ order: () => Promise.reject(new Error("ten wait already")) });
  await refused.week.run(["a"]);
  expect(refused.states.at(-1)).toMatchObject({ phase: "failed", problem: "ten wait already" });
});
