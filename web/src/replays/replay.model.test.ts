import { expect, it } from "vitest";
import type { Compared } from "@/api/replays";
import { createFormatter } from "@/i18n/i18n";
import { AS_IT_WAS, asOrder, changesSomething, difference, figure } from "./replay.model";

const fmt = createFormatter("en");
const row = (unit: Compared["unit"], value: number | null): Compared => ({
  key: "k",
  name: "K",
  formula: "",
  unit,
  wanted: "more",
  recorded: null,
  as_it_was: 1,
  changed: 1,
  difference: value,
  better: null,
});

it("orders only what differs", () => {
  const wish = {
    day: "2026-06-01",
    version: "",
    queues: {
      "1": AS_IT_WAS,
      "2": { ...AS_IT_WAS, staff: 3 },
      "3": { ...AS_IT_WAS, strategy: "round_robin", wrapUpSeconds: "0", withoutStages: true },
    },
  };
  expect(asOrder(wish, "UTC")).toEqual({
    day: "2026-06-01",
    time_zone: "UTC",
    version: null,
    changes: { queues: [{ id: 3, strategy: "round_robin", wrap_up_seconds: 0, rings: [] }] },
    staffing: { "2": 3 },
  });
  expect(changesSomething(wish)).toBe(true);
  expect(changesSomething({ ...wish, queues: { "1": AS_IT_WAS } })).toBe(false);
  expect(changesSomething({ ...wish, queues: {}, version: "4" })).toBe(true);
});

it("says differences with their sign, of shares in points", () => {
  expect(difference(row("share", 0.042), "points", fmt)).toBe("+4.2 points");
  expect(difference(row("seconds", -12), "points", fmt)).toBe("−0:12");
  expect(difference(row("count", 0), "points", fmt)).toBe("0");
  expect(difference(row("count", null), "points", fmt)).toBe("–");
  expect(figure(null, "share", fmt)).toBe("–");
  expect(figure(72, "seconds", fmt)).toBe("1:12");
});
