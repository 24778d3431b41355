import { describe, expect, it } from "vitest";
import type { Report, ReportRow } from "@/api/reports";
import { createFormatter } from "@/i18n/i18n";
import { queryOf, readChoice } from "./choice.model";
import {
  alone,
  behind,
  busyHours,
  columnsOf,
  inUnit,
  judge,
  lastWithShare,
  pointsOf,
  shortAbandonsIn,
  sharedTarget,
  splitTotals,
  stepOf,
  type Point,
} from "./report.model";

const fmt = createFormatter("en");
const define = (unit: "count" | "share" | "seconds") => ({
  name: "",
  formula: "",
  unit,
  better: "neither" as const,
});
const row = (queue: number | null, hour: string, part: Partial<ReportRow>): ReportRow => ({
  interval_start: `2026-11-12T${hour}:00:00+01:00`,
  interval_end: `2026-11-12T${hour}:30:00+01:00`,
  queue: queue === null ? null : { id: queue, name: `Q${queue}` },
  ...part,
});
const half = {
  offered: 530,
  answered: 500,
  answered_in_time: 430,
  abandoned: 30,
  abandoned_in_time: 10,
  handled: 500,
};
const report: Report = {
  definitions: { offered: define("count"), service_level: define("share"), odd: define("count") },
  rows: [row(1, "10", half), row(2, "10", half), row(1, "09", { offered: 0 })],
  totals: [row(1, "09", half), row(null, "09", half)],
};

describe("a report", () => {
  it("adds counters before it divides: the worked example of the metric contract", () => {
    const points = pointsOf(report, "queues");
    expect(points.map((point) => point.offered)).toEqual([0, 1060]);
    expect(points[0]?.share).toBeNull();
    expect(points[1]?.share).toBeCloseTo(860 / 1040, 10);
  });
  it("leaves out the hours before the first and after the last call, and draws nothing when there is none", () => {
    const quiet = ["07", "09", "11", "13"].map((hour) => row(1, hour, { offered: 0 }));
    const day = { ...report, rows: [...quiet, row(1, "08", half), row(1, "12", half)] };
    expect(
      busyHours(day)
        .rows.map((one) => one.interval_start.slice(11, 13))
        .sort(),
    ).toEqual(["08", "09", "11", "12"]);
    expect(busyHours({ ...report, rows: quiet }).rows).toEqual([]);
  });
  it("draws no share over several agents: an average of averages is no number", () => {
    const agents = { ...report, rows: [row(1, "09", { occupancy: 0.8 }), row(1, "09", {})] };
    expect(pointsOf(agents, "agents")[0]?.share).toBeNull();
    const one = { ...report, rows: [row(1, "09", { occupancy: 0.8 })] };
    expect(pointsOf(one, "agents")[0]?.share).toBe(0.8);
  });
  it("shows the columns that the server knows", () => {
    expect(columnsOf("queues", report)).toEqual(["offered", "service_level"]);
  });
  it("keeps the total apart", () => {
    const { each, all } = splitTotals(report, "queues");
    expect([each.length, all?.queue]).toEqual([1, null]);
  });
  it("says each number in its unit, and a dash for no value", () => {
    expect(inUnit(1234, define("count"), fmt)).toBe("1\u202f234");
    expect(inUnit(0.772, define("share"), fmt)).toBe("77.2\u202f%");
    expect(inUnit(252, define("seconds"), fmt)).toBe("4:12");
    expect(inUnit(null, define("share"), fmt)).toBe("–");
  });
  it("judges only a service level, and only with a target", () => {
    expect(judge("service_level", 0.71, 0.8)).toBe("bad");
    expect(judge("service_level", 0.71, null)).toBe("good");
    expect(judge("asa", 999, 0.8)).toBe("good");
    expect([sharedTarget([0.8, 0.8]), sharedTarget([0.8, 0.9]), sharedTarget([])]).toEqual([
      0.8,
      null,
      null,
    ]);
  });
  it("leads to the calls behind a count, and nowhere behind a ratio", () => {
    const interval = row(1, "09", {});
    expect(behind(interval, "queues", 1, "abandoned")).toEqual({
      from: "2026-11-12T08:00:00.000Z",
      to: "2026-11-12T08:30:00.000Z",
      queue: 1,
      outcome: "abandoned",
    });
    expect(behind(interval, "queues", null, "service_level")).toBeNull();
  });
});

describe("the choice", () => {
  it("asks by dates, the last one not included, so that each queue's midnight decides", () => {
    const now = new Date(2026, 10, 12, 14, 9);
    expect(queryOf({ span: "7d" }, now, "en", "Europe/Berlin")).toEqual({
      from: "2026-11-06",
      to: "2026-11-13",
      interval: "1d",
      language: "en",
    });
    expect(queryOf({ subject: "agents", only: 3 }, now, "de", "Europe/Berlin")).toMatchObject({
      agent: 3,
      time_zone: "Europe/Berlin",
      interval: "30m",
    });
  });
  it("is read from an address without what makes no sense", () => {
    expect(readChoice({ subject: "agents", span: "never", interval: "1h", only: "x" })).toEqual({
      subject: "agents",
      interval: "1h",
    });
  });
});

it("counts the callers whom the abandonment rate leaves out", () => {
  const rows = [row(1, "09", { short_abandons: 3 }), row(2, "09", { short_abandons: 1 })];
  expect(shortAbandonsIn({ definitions: {}, rows, totals: [] })).toBe(4);
  expect(shortAbandonsIn({ definitions: {}, rows: [row(1, "09", half)], totals: [] })).toBe(0);
});

describe("the chart", () => {
  const share = (value: number | null) => ({ share: value }) as Point;
  it("shows a point that no line reaches, and says where the line ends", () => {
    const points = [share(0.7), share(null), share(0.8), share(0.9), share(null)];
    expect(points.map((_, index) => alone(points, index))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(lastWithShare(points)).toBe(3);
    expect(lastWithShare([share(null)])).toBe(-1);
  });
  it("labels the amounts by whole steps that people count in", () => {
    expect([1, 5, 6, 11, 26, 73, 251, 60_000].map((most) => stepOf(most, 5))).toEqual([
      1, 1, 2, 5, 10, 20, 100, 20_000,
    ]);
  });
});
