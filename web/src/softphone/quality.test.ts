import { describe, expect, it } from "vitest";
import { loudness } from "./audio";
import {
  assess,
  estimateMos,
  isLate,
  losesPackets,
  readCounters,
  verdict,
  type Circumstances,
  type Counters,
  type Quality,
} from "./quality";

const counters = (part: Partial<Counters> = {}): Counters => ({
  atMs: 0,
  received: 0,
  lost: 0,
  jitterMs: 2,
  roundTripMs: 31,
  lossThere: 0,
  ...part,
});

describe("the estimate", () => {
  it("is good on a clean line and falls with loss and delay", () => {
    const clean = estimateMos(31, 2, 0);
    expect(clean).toBeGreaterThan(4.3);
    expect(estimateMos(31, 2, 0.05)).toBeLessThan(clean - 0.4);
    expect(estimateMos(900, 2, 0)).toBeLessThan(clean - 0.7);
  });
  it("stays on its scale", () => {
    expect(estimateMos(60_000, 5_000, 1)).toBeGreaterThanOrEqual(1);
  });
});

describe("between two readings", () => {
  it("counts only what was lost in between", () => {
    const quality = assess(
      counters({ received: 900, lost: 100 }),
      counters({ received: 996, lost: 104 }),
    );
    expect(quality.loss).toBeCloseTo(0.04);
  });
  it("takes the worse direction", () => {
    expect(assess(counters(), counters({ received: 100, lossThere: 0.1 })).loss).toBe(0.1);
  });
  it("survives counters that start again", () => {
    expect(assess(counters({ received: 900, lost: 50 }), counters({ received: 10 })).loss).toBe(0);
  });
});

it("reads the audio's counters out of a report", () => {
  const report = [
    { type: "codec", timestamp: 1 },
    { type: "inbound-rtp", kind: "video", timestamp: 1, packetsReceived: 9 },
    {
      type: "inbound-rtp",
      kind: "audio",
      timestamp: 5,
      packetsReceived: 50,
      packetsLost: 1,
      jitter: 0.004,
    },
    {
      type: "remote-inbound-rtp",
      kind: "audio",
      timestamp: 5,
      roundTripTime: 0.031,
      fractionLost: 0.01,
    },
  ];
  expect(readCounters(report)).toEqual({
    atMs: 5,
    received: 50,
    lost: 1,
    jitterMs: 4,
    roundTripMs: 31,
    lossThere: 0.01,
  });
  expect(readCounters([])).toBeNull();
});

describe("the verdict", () => {
  const fine: Circumstances = {
    measured: true,
    loses: false,
    late: false,
    silentSeconds: 0,
    muted: false,
    onHold: false,
    receiving: true,
  };
  it("names the worst thing somebody can do something about", () => {
    expect(verdict(fine)).toBe("good");
    expect(verdict({ ...fine, silentSeconds: 9 })).toBe("microphone_silent");
    expect(verdict({ ...fine, receiving: false })).toBe("nothing_received");
    expect(verdict({ ...fine, loses: true, late: true })).toBe("loss");
    expect(verdict({ ...fine, late: true })).toBe("delay");
    expect(verdict({ ...fine, measured: false, receiving: false })).toBe("good");
  });
  it("knows from which figures on a line is bad", () => {
    const quality: Quality = { roundTripMs: 31, jitterMs: 2, loss: 0.03, mos: 4 };
    expect([losesPackets(quality), isLate(quality)]).toEqual([false, false]);
    expect(losesPackets({ ...quality, loss: 0.04 })).toBe(true);
    expect(isLate({ ...quality, roundTripMs: 600 })).toBe(true);
    expect(isLate({ ...quality, roundTripMs: null, jitterMs: 90 })).toBe(true);
  });
  it("does not blame a microphone that was muted on purpose, or a held line", () => {
    expect(verdict({ ...fine, muted: true, silentSeconds: 60 })).toBe("good");
    expect(verdict({ ...fine, onHold: true, receiving: false })).toBe("good");
  });
});

it("hears loudness as the ear does", () => {
  expect(loudness(new Float32Array(100))).toBe(0);
  expect(loudness(new Float32Array(100).fill(1))).toBe(1);
  expect(loudness(new Float32Array(100).fill(1e-6))).toBe(0);
  expect(loudness(new Float32Array(100).fill(1e-4))).toBeGreaterThan(0);
  expect(loudness(new Float32Array(100).fill(0.1))).toBeCloseTo(0.6);
});
