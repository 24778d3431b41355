import { describe, expect, it } from "vitest";
import type { AlarmView } from "@/contracts/contracts.gen";
import { untilTaken } from "./alarms.model";
import { Newcomers } from "./chime";

const alarm = (id: number, part: Partial<AlarmView> = {}): AlarmView => ({
  id,
  rule: 1,
  name: "Long wait",
  kind: "wait",
  severe: true,
  subject: "queue:1",
  subject_name: "Billing",
  value: 200,
  bound: 180,
  since: 0,
  raised_at: 0,
  taken_by: "",
  taken_at: 0,
  escalated_at: 0,
  ...part,
});

describe("the sound of alarms", () => {
  it("is for those that come while one looks, not for those that were there", () => {
    const newcomers = new Newcomers();
    expect(newcomers.in([alarm(1)])).toBe(0);
    expect(newcomers.in([alarm(1), alarm(2)])).toBe(1);
    expect(newcomers.in([alarm(2)])).toBe(0);
  });
  it("comes again when nobody has taken one in time, and never for one that somebody has", () => {
    const newcomers = new Newcomers();
    newcomers.in([alarm(1)]);
    expect(newcomers.in([alarm(1, { escalated_at: 5 })])).toBe(1);
    expect(newcomers.in([alarm(3, { taken_by: "Jonas" })])).toBe(0);
  });
});

describe("how long until somebody took it", () => {
  it("is from the alarm to the person", () => {
    const raised_at = "2026-11-12T13:00:00Z";
    expect(untilTaken({ raised_at, taken_at: "2026-11-12T13:01:05Z" })).toBe(65);
    expect(untilTaken({ raised_at, taken_at: null })).toBeNull();
  });
});
