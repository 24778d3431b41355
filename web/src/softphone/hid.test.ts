import { describe, expect, it } from "vitest";
import { deedOf, HeadsetReports, lightsFor, type CallState, type Collection } from "./hid";

const usage = (page: number, id: number) => (page << 16) | id;

/** As a common headset describes itself: hook and mute in one byte after a pad, its lights in report 3. */
const HEADSET: readonly Collection[] = [
  { usagePage: 0x0c, inputReports: [{ reportId: 1, items: [{ reportSize: 8, reportCount: 1 }] }] },
  {
    usagePage: 0x0b,
    inputReports: [
      {
        reportId: 2,
        items: [
          { reportSize: 1, reportCount: 3, usages: [usage(9, 1)] },
          { reportSize: 1, reportCount: 2, usages: [usage(0x0b, 0x20), usage(0x0b, 0x2f)] },
          { reportSize: 1, reportCount: 3 },
          { reportSize: 4, reportCount: 2, isArray: true, usages: [usage(0x0b, 0xb0)] },
        ],
      },
    ],
    outputReports: [
      {
        reportId: 3,
        items: [
          {
            reportSize: 1,
            reportCount: 2,
            isRange: true,
            usageMinimum: usage(8, 0x17),
            usageMaximum: usage(8, 0x18),
          },
          { reportSize: 1, reportCount: 1, usages: [usage(8, 0x09)] },
          { reportSize: 1, reportCount: 5 },
        ],
      },
    ],
  },
];

const HOOK_ITEM = { reportSize: 1, reportCount: 1, usages: [usage(0x0b, 0x20)] };
const HOOK = 1 << 3;
const MUTE = 1 << 4;

describe("the buttons of a headset", () => {
  it("are read out of the bits that it has described", () => {
    const headset = new HeadsetReports(HEADSET);
    expect(headset.usable).toBe(true);
    expect(headset.read(2, new Uint8Array([HOOK, 0]))).toEqual(["picked_up"]);
    expect(headset.read(2, new Uint8Array([HOOK, 0]))).toEqual([]);
    expect(headset.read(2, new Uint8Array([HOOK | MUTE, 0]))).toEqual(["mute"]);
    expect(headset.read(2, new Uint8Array([HOOK, 0]))).toEqual([]);
    expect(headset.read(2, new Uint8Array([0, 0]))).toEqual(["put_down"]);
    expect(headset.read(1, new Uint8Array([0xff]))).toEqual([]);
    expect(headset.read(2, new Uint8Array())).toEqual([]);
  });

  it("are not read a second time out of a nested collection, whose bits begin anew", () => {
    const nested = { usagePage: 0x0b, inputReports: [{ reportId: 2, items: [HOOK_ITEM] }] };
    const [consumer, telephony] = HEADSET;
    const headset = new HeadsetReports([
      ...(consumer ? [consumer] : []),
      { ...telephony, children: [nested] } as Collection,
    ]);
    expect(headset.read(2, new Uint8Array([1, 0]))).toEqual([]);
    expect(headset.read(2, new Uint8Array([HOOK, 0]))).toEqual(["picked_up"]);
  });

  it("refuse by the seventh button", () => {
    const items = [HOOK_ITEM, { reportSize: 1, reportCount: 1, usages: [usage(9, 7)] }];
    const headset = new HeadsetReports([{ inputReports: [{ reportId: 2, items }] }]);
    expect(headset.read(2, new Uint8Array([2]))).toEqual(["refuse"]);
    expect(headset.read(2, new Uint8Array([0]))).toEqual([]);
  });

  it("are none where a device describes no hook", () => {
    expect(new HeadsetReports([{ usagePage: 0x0c }]).usable).toBe(false);
  });
});

describe("the lights of a headset", () => {
  const shown = (call: CallState, muted = false) =>
    new HeadsetReports(HEADSET).show(lightsFor(call, muted, false));

  it("show a ring, a call and a muted microphone", () => {
    expect(shown("none")).toEqual([{ report: 3, bytes: new Uint8Array([0]) }]);
    expect(shown("ringing")[0]?.bytes).toEqual(new Uint8Array([0b010]));
    expect(shown("connected")[0]?.bytes).toEqual(new Uint8Array([0b001]));
    expect(shown("connected", true)[0]?.bytes).toEqual(new Uint8Array([0b101]));
  });
});

describe("a press", () => {
  it("answers, mutes and hangs up", () => {
    expect(deedOf("picked_up", "ringing")).toBe("answer");
    expect(deedOf("mute", "connected")).toBe("toggle_mute");
    expect(deedOf("put_down", "connected")).toBe("hang_up");
    expect(deedOf("drop", "ringing")).toBe("decline");
    expect(deedOf("refuse", "ringing")).toBe("decline");
    expect(deedOf("drop", "connected")).toBe("hang_up");
    expect(deedOf("refuse", "connected")).toBeNull();
  });

  it("means nothing when it is only the echo of our own light", () => {
    expect(deedOf("picked_up", "connected")).toBeNull();
    expect(deedOf("put_down", "none")).toBeNull();
    expect(deedOf("put_down", "ringing")).toBeNull();
    expect(deedOf("mute", "none")).toBeNull();
  });
});
