import { describe, expect, it } from "vitest";
import * as f from "./format";

const NOV_12 = new Date("2026-11-12T13:03:27Z");

describe("time", () => {
  it("pads a running clock and not a finished duration", () => {
    expect(f.runningClock(252)).toBe("04:12");
    expect(f.duration(252)).toBe("4:12");
    expect(f.runningClock(3852)).toBe("1:04:12");
    expect(f.duration(3852)).toBe("1:04:12");
  });
  it("never runs below zero", () => {
    expect(f.runningClock(-3)).toBe("00:00");
  });
  it("shows a dash where there is no value", () => {
    expect(f.duration(null)).toBe("–");
    expect(f.runningClock(undefined)).toBe("–");
    expect(f.percent(Number.NaN, "en")).toBe("–");
  });
  it("is always on 24 hours", () => {
    expect(f.timeOfDay(NOV_12, "Europe/Berlin")).toBe("14:03");
    expect(f.timeWithSeconds(NOV_12, "Europe/Berlin")).toBe("14:03:27");
    expect(f.timeOfDay(new Date("2026-11-12T23:30:00Z"), "UTC")).toBe("23:30");
    expect(f.timeOfDay(new Date("2026-11-12T00:05:00Z"), "UTC")).toBe("00:05");
  });
  it("writes dates by language", () => {
    expect(f.shortDate(NOV_12, "en", "UTC")).toBe("12 Nov");
    expect(f.shortDate(NOV_12, "de", "UTC")).toBe("12. Nov.");
    expect(f.longDate(NOV_12, "de", "UTC")).toBe("12. Nov. 2026");
    expect(f.dayKey(NOV_12, "UTC")).toBe("2026-11-12");
  });
});

describe("numbers", () => {
  it("separates thousands by a narrow space and decimals by language", () => {
    expect(f.formatNumber(17015, "en")).toBe("17\u202f015");
    expect(f.formatNumber(1234567.5, "de", 1)).toBe("1\u202f234\u202f567,5");
  });
  it("uses a true minus and never a minus zero", () => {
    expect(f.formatNumber(-1.24, "en", 1)).toBe("−1.2");
    expect(f.formatNumber(-0.04, "en", 1)).toBe("0.0");
    expect(f.signed(0.4, "en", 1)).toBe("+0.4");
    expect(f.signed(-1.5, "de", 1)).toBe("−1,5");
    expect(f.signed(0.01, "en", 1)).toBe("0.0");
  });
  it("writes a share as per cent", () => {
    expect(f.percent(0.772, "en", 1)).toBe("77.2\u202f%");
    expect(f.percent(0.772, "de", 1)).toBe("77,2\u202f%");
  });
  it("writes sizes", () => {
    expect(f.fileSize(4_200_000, "en")).toBe("4.2\u202fMB");
    expect(f.fileSize(900, "de")).toBe("0,9\u202fkB");
  });
});
