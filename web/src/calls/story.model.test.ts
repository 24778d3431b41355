import { describe, expect, it } from "vitest";
import type { InteractionDetail } from "@/api/interactions";
import { messages } from "@/i18n/en";
import { createTranslate } from "@/i18n/i18n";
import { endOf, stepsOf, stretchesOf, summaryOf } from "./story.model";

const t = createTranslate(messages);
const START = Date.parse("2026-11-12T13:58:53Z");
const at = (second: number) => new Date(START + second * 1000).toISOString();
const BILLING = { id: 1, name: "Billing DE" };
const ANNA = { id: 1, name: "Anna" };
const BEN = { id: 2, name: "Ben" };

const answered: InteractionDetail = {
  id: "i1",
  medium: "voice",
  direction: "inbound",
  origin: { region: "DE", mobile: false, areas: {} },
  caller: "+494066969214",
  caller_name: "",
  dialled: "+49405550100",
  contact: null,
  queue: BILLING,
  agent: ANNA,
  arrived_at: at(0),
  queued_at: at(38),
  connected_at: at(110),
  ended_at: at(400),
  wait_seconds: 72,
  talk_seconds: 268,
  hold_seconds: 22,
  wrap_up_seconds: 31,
  outcome: "answered",
  cause: "caller_hung_up",
  path: [],
  disposition: null,
  note: "",
  has_recording: false,
  visits: [{ queue: BILLING, entered_at: at(38), left_at: at(110), outcome: "answered" }],
  offers: [
    {
      id: "o1",
      agent: BEN,
      queue: BILLING,
      made_at: at(40),
      ended_at: at(60),
      outcome: "missed",
      rule: "longest_idle",
      idle_seconds: 300,
      candidates: 4,
      detail: "",
    },
    {
      id: "o2",
      agent: ANNA,
      queue: BILLING,
      made_at: at(106),
      ended_at: at(110),
      outcome: "accepted",
      rule: "longest_idle",
      idle_seconds: 134,
      candidates: 3,
      detail: "",
    },
  ],
  segments: [
    { agent: ANNA, kind: "talking", started_at: at(110), ended_at: at(210) },
    { agent: ANNA, kind: "on_hold", started_at: at(210), ended_at: at(232) },
    { agent: ANNA, kind: "talking", started_at: at(232), ended_at: at(400) },
    { agent: ANNA, kind: "wrapping_up", started_at: at(400), ended_at: at(431) },
  ],
  timeline: [
    { at: at(0), kind: "interaction_arrived" },
    { at: at(20), kind: "menu_answered", node: "m", key: "2", label: "Billing", outcome: "chosen" },
  ],
  recording: null,
  legs: [],
  names: { agents: [], queues: [] },
};

describe("the story of an answered call", () => {
  const steps = stepsOf(answered, t, "+49 40 5550 100");
  it("tells each step once, in order", () => {
    expect(steps.map((step) => [step.text, step.aside])).toEqual([
      ["Called +49 40 5550 100", ""],
      ["Chose 2 Billing", ""],
      ["Waited in Billing DE", "1:12"],
      ["Ben did not answer in time", "0:20"],
      ["Rang at Anna", "0:04"],
      ["Anna answered", "4:28"],
      ["On hold", "0:22"],
      ["The caller hung up", ""],
      ["Anna wrapped up", "0:31"],
    ]);
  });
  it("says why this agent", () => {
    expect(steps[4]?.detail).toBe("chosen: idle for 2:14, longest of 3");
    const alone = { ...answered, offers: answered.offers.map((o) => ({ ...o, candidates: 1 })) };
    expect(stepsOf(alone, t, "")[4]?.detail).toBe("the only one free, idle for 2:14");
  });
  it("sums its parts up in a line", () => {
    expect(summaryOf(answered, t)).toBe(
      "menu 0:38 · queue 1:12 · talk 4:28 · hold 0:22 · wrap-up 0:31",
    );
  });
  it("is drawn from the arrival to the end of wrap-up, ringing upon waiting", () => {
    expect(endOf(answered, 0)).toBe(START + 431_000);
    expect(stretchesOf(answered, 0, t).map((piece) => piece.state)).toEqual([
      "flow",
      "waiting",
      "ringing",
      "ringing",
      "talking",
      "hold",
      "talking",
      "wrap_up",
    ]);
  });
});

describe("other endings", () => {
  it("says once that a caller gave up, and when", () => {
    const gaveUp: InteractionDetail = {
      ...answered,
      outcome: "abandoned",
      connected_at: null,
      ended_at: at(90),
      visits: [{ queue: BILLING, entered_at: at(38), left_at: at(90), outcome: "abandoned" }],
      offers: [],
      segments: [],
      timeline: [],
    };
    const last = stepsOf(gaveUp, t, "").slice(1);
    expect(last.map((step) => `${step.text} ${step.aside}`)).toEqual([
      "Waited in Billing DE 0:52",
      "Gave up in Billing DE after 0:52",
    ]);
  });
  it("runs on to the present while the caller waits", () => {
    const waits: InteractionDetail = {
      ...answered,
      outcome: "open",
      cause: "",
      ended_at: null,
      visits: [{ queue: BILLING, entered_at: at(38), left_at: null, outcome: null }],
      offers: [],
      segments: [],
    };
    const now = START + 100_000;
    expect(stretchesOf(waits, now, t).at(-1)).toMatchObject({ state: "waiting", to: now });
    expect(stepsOf(waits, t, "").at(-1)?.text).toBe("Waits in Billing DE");
  });
  it("names the reason of a rejection", () => {
    const rejected: InteractionDetail = {
      ...answered,
      outcome: "rejected",
      cause: "unknown_number",
      visits: [],
      offers: [],
      segments: [],
      timeline: [],
    };
    expect(stepsOf(rejected, t, "").at(-1)).toMatchObject({
      text: "Turned away: nobody set up this number",
      tone: "bad",
    });
  });
});
