import { describe, expect, it } from "vitest";
import type { InteractionDetail } from "@/api/interactions";
import { office } from "@/i18n/en/office";
import { createTranslate } from "@/i18n/i18n";
import {
  isPaused,
  marksOf,
  pictureOf,
  showing,
  toneOf,
  walk,
  within,
  zoomed,
} from "./picture.model";

const t = createTranslate(office);
const START = Date.parse("2026-11-12T14:00:00Z");
const at = (second: number) => new Date(START + second * 1000).toISOString();
const QUEUE = { id: 1, name: "Billing DE" };
const ANNA = { id: 1, name: "Anna" };
const BEN = { id: 2, name: "Ben" };
const offer = { queue: QUEUE, rule: "longest_idle", idle_seconds: 3, candidates: 2, detail: "" };

const call = {
  id: "i1",
  arrived_at: at(0),
  ended_at: at(100),
  wait_seconds: 20,
  visits: [{ queue: QUEUE, entered_at: at(10), left_at: at(30), outcome: "answered" }],
  offers: [
    { ...offer, id: "o1", agent: BEN, made_at: at(12), ended_at: at(20), outcome: "missed" },
    { ...offer, id: "o2", agent: ANNA, made_at: at(21), ended_at: at(30), outcome: "accepted" },
  ],
  segments: [
    { agent: ANNA, kind: "talking", started_at: at(30), ended_at: at(100) },
    { agent: ANNA, kind: "wrapping_up", started_at: at(100), ended_at: at(120) },
  ],
  timeline: [
    { at: at(0), kind: "interaction_arrived" },
    { at: at(5), kind: "menu_answered", node: "m", key: "2", label: "Bills", outcome: "chosen" },
    { at: at(12), kind: "offer_made", agent: 2 },
    { at: at(30), kind: "recording_started", agent: 1 },
    { at: at(40), kind: "recording_paused", agent: 1 },
    { at: at(44), kind: "menu_answered", node: "m", key: "4", label: "", outcome: "chosen" },
    { at: at(45), kind: "digits_sent", agent: 1, count: 4 },
    { at: at(50), kind: "recording_continued", agent: 1 },
    { at: at(60), kind: "party_invited", party: "p", number: "+4940123", agent: null, by: 1 },
    { at: at(65), kind: "party_joined", party: "p" },
    { at: at(80), kind: "party_left", party: "p" },
    { at: at(100), kind: "recording_ended", agent: 1 },
  ],
  legs: [
    {
      agent: ANNA,
      leg: "",
      started_at: at(30),
      ended_at: at(100),
      mos: 3.2,
      jitter_ms: 4,
      loss_share: 0.03,
      round_trip_ms: 41,
      codec: "opus",
      sentence_code: "loss",
    },
  ],
  names: { agents: [ANNA, BEN], queues: [QUEUE] },
} as unknown as InteractionDetail;

const picture = pictureOf(call, START + 200_000, t);
const lane = (key: string) => picture.lanes.find((one) => one.key === key) ?? { pieces: [] };

describe("the picture of a call", () => {
  it("has a lane for the customer, each agent and how the legs were, outside numbers, recording, events", () => {
    expect(picture.lanes.map((one) => one.name)).toEqual([
      "Customer",
      "Ben",
      "Anna",
      "Quality",
      "+4940123",
      "Recording",
      "Events",
    ]);
    expect([picture.from, picture.to]).toEqual([START, START + 120_000]);
  });
  it("shows an offer with the way to its decision", () => {
    expect(lane("agent-2").pieces).toMatchObject([
      { state: "ringing", offer: "o1", text: "Rang, and nobody answered" },
    ]);
  });
  it("says of the customer where and with whom, and no stretch of those who were asked or listened", () => {
    const asked = { ...call.segments[0], kind: "consulting", agent: BEN };
    const more = { ...call, segments: [...call.segments, asked] } as InteractionDetail;
    const texts = (one: InteractionDetail) =>
      pictureOf(one, START + 200_000, t).lanes[0]?.pieces.map((piece) => piece.text);
    expect(texts(call)).toContain(": Anna");
    expect(texts(more)).toEqual(texts(call));
  });
  it("says of the customer that there was music while the agent asked somebody", () => {
    const asked = [
      { at: at(50), kind: "party_invited", party: "q", agent: 2, role: "consulted", by: 1 },
      { at: at(55), kind: "party_joined", party: "q" },
      { at: at(80), kind: "party_left", party: "q", role: "consulted" },
    ];
    const timeline = [...call.timeline, ...asked].toSorted((a, b) => a.at.localeCompare(b.at));
    const one = pictureOf({ ...call, timeline }, START + 200_000, t);
    const pieces = one.lanes[0]?.pieces.filter((piece) => piece.from >= START + 30_000);
    expect(pieces?.map((piece) => [piece.state, (piece.to - piece.from) / 1000])).toEqual([
      ["talking", 20],
      ["hold", 30],
      ["talking", 20],
    ]);
    const agent = one.lanes.find((two) => two.key === "agent-1")?.pieces ?? [];
    expect(agent.map((piece) => piece.state)).toContain("talking");
  });
  it("draws where the recording stood still", () => {
    expect(lane("recording").pieces.map((one) => [one.state, (one.to - one.from) / 1000])).toEqual([
      ["recording", 10],
      ["paused", 10],
      ["recording", 50],
    ]);
  });
  it("shows keys, but none that were pressed while the recording stood still", () => {
    const texts = lane("facts").pieces.map((one) => one.text);
    expect(texts).toContain("Key 2 Bills");
    expect(texts).toContain("A key, not shown: the recording was paused");
    expect(texts.join()).not.toContain("Key 4");
    expect(texts).toContain("4 digits sent");
    expect([isPaused(call.timeline, START), isPaused(call.timeline, START + 45_000)]).toEqual([
      false,
      true,
    ]);
  });
  it("says how a leg sounded where the desk had nothing to say", () => {
    const [leg] = call.legs;
    const sounded = (change: object) =>
      pictureOf(
        { ...call, legs: [{ ...leg, ...change }] } as InteractionDetail,
        START,
        t,
      ).lanes.find((one) => one.kind === "quality")?.pieces[0];
    expect(sounded({ sentence_code: "" })?.text).toContain("Anna: some things were hard to hear:");
    expect(sounded({ sentence_code: "new_word" })?.state).toBe("warn");
    expect(sounded({ sentence_code: "microphone_silent", mos: 4.4 })).toMatchObject({
      state: "bad",
      text: expect.stringContaining("Anna: the microphone was silent: MOS 4.4") as string,
    });
  });
  it("says what the desk said during a leg, then the figures", () => {
    expect(lane("quality-agent-1").pieces[0]?.text).toBe(
      "Anna: the network lost packets: MOS 3.2 · 3.0 % lost · jitter 4 ms · round trip 41 ms · opus",
    );
    expect([toneOf(4.2), toneOf(3.3), toneOf(2), toneOf(null)]).toEqual([
      "good",
      "warn",
      "bad",
      "good",
    ]);
  });
  it("rings, then talks with an outside number", () => {
    expect(lane("outside-0").pieces.map((one) => [one.state, (one.to - one.from) / 1000])).toEqual([
      ["ringing", 5],
      ["talking", 15],
    ]);
  });
  it("is walked in order of time", () => {
    const times = walk(picture).map(({ piece }) => piece.from);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});

describe("zoom", () => {
  const whole = { from: 0, to: 100_000 };
  it("keeps its middle, and never leaves the picture", () => {
    expect(zoomed(whole, whole, 0.5, 50_000)).toEqual({ from: 25_000, to: 75_000 });
    expect(zoomed({ from: 0, to: 50_000 }, whole, 0.5, 0)).toEqual({ from: 0, to: 25_000 });
    expect(zoomed({ from: 60_000, to: 100_000 }, whole, 4, 90_000)).toEqual(whole);
    expect(zoomed({ from: 0, to: 2_000 }, whole, 0.5, 1_000)).toEqual({ from: 0, to: 2_000 });
    expect(within({ from: -5_000, to: 5_000 }, whole)).toEqual({ from: 0, to: 10_000 });
  });
  it("follows the piece that was chosen", () => {
    const piece = { key: "p", state: "talking", from: 80_000, to: 90_000, text: "" } as const;
    expect(showing({ from: 0, to: 20_000 }, whole, piece)).toEqual({ from: 75_000, to: 95_000 });
    expect(showing(whole, whole, piece)).toBe(whole);
  });
  it("has whole steps on its axis", () => {
    expect(marksOf({ from: 3_000, to: 63_000 }, 0, 8)).toEqual([
      10_000, 20_000, 30_000, 40_000, 50_000, 60_000,
    ]);
  });
});
