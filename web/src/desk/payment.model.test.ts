import { beforeEach, describe, expect, it } from "vitest";
import { masked, PaymentPause, type Recording } from "./payment.model";

let recording: Recording;
let asked: string[];
let allows: boolean;
/** Answers that the engine owes. */
let owed: (() => void)[];
let pause: PaymentPause;
const settled = () => new Promise(setImmediate);
const answer = async () => {
  owed.shift()?.();
  await settled();
};

beforeEach(() => {
  recording = "on";
  asked = [];
  allows = true;
  owed = [];
  pause = new PaymentPause({
    recording: () => recording,
    ask: (kind) =>
      new Promise((resolve) => {
        asked.push(kind);
        owed.push(() => {
          if (allows) recording = kind === "pause_recording" ? "paused" : "on";
          resolve(allows);
        });
      }),
  });
});

describe("the field of a payment", () => {
  it("pauses the recording when it is entered and continues it when it is left", async () => {
    pause.enter();
    expect(pause.state().says).toBe("pausing");
    await answer();
    expect(pause.state().says).toBe("paused");
    pause.leave();
    await answer();
    expect(pause.state().says).toBe("idle");
    expect(asked).toEqual(["pause_recording", "continue_recording"]);
  });

  it("continues also when it was left before the pause was confirmed", async () => {
    pause.enter();
    pause.leave();
    await answer();
    await answer();
    expect(asked).toEqual(["pause_recording", "continue_recording"]);
    expect(recording).toBe("on");
  });

  it("says so when the pause is refused, and continues nothing", async () => {
    allows = false;
    pause.enter();
    await answer();
    expect(pause.state().says).toBe("refused");
    pause.leave();
    expect(asked).toEqual(["pause_recording"]);
    expect(pause.state().says).toBe("idle");
  });

  it("leaves a recording alone that the agent has paused by hand", async () => {
    recording = "paused";
    pause.enter();
    expect(pause.state().says).toBe("paused");
    pause.leave();
    await settled();
    expect(asked).toEqual([]);
  });

  it("has nothing to pause where nothing is recorded", () => {
    recording = "off";
    pause.enter();
    expect(pause.state().says).toBe("not_recorded");
    expect(asked).toEqual([]);
  });

  it("says that the recording still stands still when it could not be continued", async () => {
    pause.enter();
    await answer();
    allows = false;
    pause.leave();
    await answer();
    expect(pause.state().says).toBe("still_paused");
  });

  it("asks for nothing when the call ended meanwhile", async () => {
    pause.enter();
    await answer();
    recording = "off";
    pause.leave();
    await settled();
    expect(asked).toEqual(["pause_recording"]);
    expect(pause.state().says).toBe("idle");
  });
});

describe("a payment's number", () => {
  it("keeps its last four digits, and of a short one none", () => {
    expect(masked("4111 1111 1111 1111")).toBe("•••• 1111");
    expect(masked("DE02 1203 0000 0000 2020 51")).toBe("•••• 2051");
    expect([masked("123"), masked(" ")]).toEqual(["••••", ""]);
  });
});
