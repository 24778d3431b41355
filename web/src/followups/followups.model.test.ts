import { describe, expect, it } from "vitest";
import type { FollowUp } from "@/api/follow-ups";
import {
  choicesAt,
  countsOf,
  dueOf,
  given,
  groupsOf,
  handOf,
  isHand,
  numberOf,
  urgencyOf,
} from "./followups.model";

const local = (text: string): number => new Date(text).getTime();
const NOON = local("2026-11-12T12:00");

const row = (id: number, due: string, part: Partial<FollowUp> = {}): FollowUp => ({
  id,
  text: "Send the contract",
  due_at: new Date(due).toISOString(),
  agent: null,
  team: null,
  queue: null,
  contact: null,
  number: "",
  interaction: "",
  made_by: "",
  made_at: "",
  done_by: "",
  done_at: null,
  may_change: true,
  ...part,
});

describe("when it is due", () => {
  it("is this afternoon, tomorrow morning or in a week, by the reader's clock", () => {
    expect(dueOf("today", NOON)).toBe(local("2026-11-12T16:00"));
    expect(dueOf("tomorrow", NOON)).toBe(local("2026-11-13T09:00"));
    expect(dueOf("week", NOON)).toBe(local("2026-11-19T09:00"));
    expect(dueOf("own", NOON)).toBeNull();
  });

  it("passes the end of a month and the end of summer time", () => {
    expect(dueOf("tomorrow", local("2026-10-31T18:00"))).toBe(local("2026-11-01T09:00"));
    expect(dueOf("week", local("2026-10-20T10:00"))).toBe(local("2026-10-27T09:00"));
  });

  it("is not today any more when the afternoon is as good as over", () => {
    expect(choicesAt(NOON)).toEqual(["today", "tomorrow", "week", "own"]);
    expect(choicesAt(local("2026-11-12T15:50"))).toEqual(["tomorrow", "week", "own"]);
  });
});

describe("the hand it is in", () => {
  it("is one person's, a team's, or that of whoever works for the queue", () => {
    const queue = { id: 2, name: "Billing" };
    expect(handOf({ agent: { id: 3, name: "Lena" }, team: null, queue })).toBe("agent:3");
    expect(handOf({ agent: null, team: { id: 4, name: "Contracts" }, queue })).toBe("team:4");
    expect(handOf({ agent: null, team: null, queue })).toBe("queue");
    expect(handOf({ agent: null, team: null, queue: null })).toBe("");
  });

  it("is told to the server as one that has it, and nobody else", () => {
    expect(given("agent:3")).toEqual({ agent: 3, team: null });
    expect(given("team:4")).toEqual({ agent: null, team: 4 });
    expect(given("queue")).toEqual({ agent: null, team: null });
  });

  it("is read with care", () => {
    expect(["agent:3", "team:1", "queue", "", "agent:x", "flow:1"].map(isHand)).toEqual([
      ...[true, true, true, true],
      ...[false, false],
    ]);
  });
});

describe("a list of them", () => {
  const late = row(1, "2026-11-12T11:00");
  const today = row(2, "2026-11-12T16:00");
  const later = row(3, "2026-11-13T09:00");
  const done = row(4, "2026-11-11T09:00", { done_at: "2026-11-12T10:00:00Z" });

  it("says which are late, of today, or done", () => {
    expect([late, today, later, done].map((one) => urgencyOf(one, NOON))).toEqual([
      "overdue",
      "today",
      "later",
      "done",
    ]);
  });

  it("counts what is open and what is late", () => {
    expect(countsOf([late, today, later, done], NOON)).toEqual({ open: 3, overdue: 1, today: 1 });
  });

  it("puts the late ones first and leaves out what is empty", () => {
    const groups = groupsOf([later, done, late], NOON);
    expect(groups.map(({ urgency, rows }) => [urgency, rows.map((one) => one.id)])).toEqual([
      ["overdue", [1]],
      ["later", [3]],
      ["done", [4]],
    ]);
  });

  it("names the number to call, that of the call before that of the contact", () => {
    const contact = { id: 1, name: "Katharina", company: "", number: "+4940" };
    expect(numberOf(row(1, "2026-11-12T11:00", { contact, number: "+4930" }))).toBe("+4930");
    expect(numberOf(row(1, "2026-11-12T11:00", { contact }))).toBe("+4940");
    expect(numberOf(late)).toBe("");
  });
});
