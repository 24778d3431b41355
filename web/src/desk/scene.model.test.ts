import { describe, expect, it } from "vitest";
import type { LiveAgent, LiveInteraction } from "@/contracts/contracts.gen";
import { agentView, interactionView } from "@/live/samples";
import { SILENT_PHONE, type PhoneCall, type PhoneState } from "@/softphone/phone";
import { controlsOf } from "./controls.model";
import { sceneOf, shouldAnswerByItself, type DeskInput } from "./scene.model";

const ANNA = 7;
const BROWSER = 12;
const us = (seconds: number) => seconds * 1_000_000;

const phone = (call: Partial<PhoneCall> | null): PhoneState => ({
  ...SILENT_PHONE,
  registration: "registered",
  call: call && {
    interaction: "i1",
    state: "ringing",
    muted: false,
    callerName: "",
    callerNumber: "",
    ...call,
  },
});

/** The desk of Anna, the call i1 in her hand. */
function desk(
  agent: Partial<LiveAgent>,
  call: Partial<PhoneCall> | null = null,
  live: Partial<LiveInteraction> = {},
): DeskInput {
  const busy = agent.interaction === "i1";
  return {
    agent: agentView(ANNA, { device: BROWSER, reachable_devices: [BROWSER], ...agent }),
    interaction: busy ? interactionView("i1", live) : null,
    phone: phone(call),
    linked: true,
    device: BROWSER,
  };
}
const offer = {
  id: "o1",
  agent: ANNA,
  device: BROWSER,
  made_at: us(100),
  expires_at: us(120),
  rule: "",
  idle: 0,
  candidates: 1,
};
const words = (input: DeskInput) => controlsOf(sceneOf(input), input).map((control) => control.id);

describe("a line that is always on", () => {
  it("waits beside a ready agent and is no call", () => {
    const waiting = desk({ state: "ready" }, { interaction: "", state: "connected" });
    expect(sceneOf(waiting).kind).toBe("ready");
  });
});

describe("an offer", () => {
  const ringing = desk(
    { state: "ringing", interaction: "i1", state_since: us(100) },
    {},
    { phase: "offered", offer },
  );

  it("is answered here and declined by the engine", () => {
    expect(sceneOf(ringing)).toMatchObject({
      kind: "ringing",
      interaction: "i1",
      expiresAt: 120_000,
      elsewhere: false,
    });
    const [answer, decline] = controlsOf(sceneOf(ringing), ringing);
    expect(answer?.action).toEqual({ kind: "answer" });
    expect(decline?.action).toEqual({
      kind: "intent",
      intent: { kind: "decline_offer", agent: ANNA, offer: "o1" },
    });
  });

  it("can be declined but not answered here when another phone rings", () => {
    const other = desk({ state: "ringing", interaction: "i1" }, null, {
      offer: { ...offer, device: 99 },
    });
    expect(words(other)).toEqual(["decline"]);
  });

  it("can still be answered while the live connection is away", () => {
    expect(words({ ...ringing, linked: false })).toEqual(["answer"]);
  });

  it("shows as soon as the INVITE is there, although the fact about it is not", () => {
    const early = desk(
      { state: "ready" },
      { callerName: "Katharina Brandt", callerNumber: "+4940" },
    );
    expect(sceneOf(early)).toMatchObject({
      kind: "ringing",
      caller: { name: "Katharina Brandt", number: "+4940", known: false },
    });
  });
});

describe("a conversation", () => {
  const talking = desk(
    { state: "talking", interaction: "i1" },
    { state: "connected" },
    { connected_at: us(200), held: us(22), recording: true },
  );

  it("mutes in the browser and holds in the engine", () => {
    expect(sceneOf(talking)).toMatchObject({
      kind: "talking",
      since: 200_000,
      heldSeconds: 22,
      recording: true,
      recordingPaused: false,
    });
    const controls = controlsOf(sceneOf(talking), talking);
    expect(controls.map((one) => [one.id, one.action.kind])).toEqual([
      ["mute", "mute"],
      ["hold", "intent"],
      ["keypad", "open"],
      ["consult", "open"],
      ["transfer", "open"],
      ["callback", "open"],
      ["end", "hang_up"],
    ]);
  });

  it("takes the other way when it is muted or held", () => {
    const held = desk(
      { state: "on_hold", interaction: "i1" },
      { state: "connected", muted: true },
      { held_since: us(300) },
    );
    expect(sceneOf(held)).toMatchObject({ kind: "hold", heldSince: 300_000 });
    const [mute, hold] = controlsOf(sceneOf(held), held);
    expect([mute?.label, mute?.pressed]).toEqual(["phone.unmute", true]);
    expect(hold?.action).toEqual({
      kind: "intent",
      intent: { kind: "resume", agent: ANNA, interaction: "i1" },
    });
  });

  it("on a desk phone is ended by the engine", () => {
    const far = desk({ state: "talking", interaction: "i1", device: 99 });
    expect(words(far)).toEqual(["hold", "consult", "transfer", "callback", "end"]);
    expect(controlsOf(sceneOf(far), far).at(-1)?.action.kind).toBe("intent");
  });

  it("goes on while the live connection is away: mute and end need no server", () => {
    expect(words({ ...talking, linked: false })).toEqual(["mute", "keypad", "end"]);
  });

  it("takes the page back in by itself after a reload, and only its own", () => {
    const back = { ...talking, phone: phone({}) };
    expect(shouldAnswerByItself(back)).toBe(true);
    expect(shouldAnswerByItself({ ...talking, phone: phone({ interaction: "i2" }) })).toBe(false);
    expect(shouldAnswerByItself(desk({ state: "ringing", interaction: "i1" }, {}))).toBe(false);
  });
});

describe("no work in hand", () => {
  it("shows the presence", () => {
    expect(sceneOf(desk({ state: "ready", state_since: us(5) }))).toEqual({
      kind: "ready",
      since: 5_000,
      reachable: true,
    });
    expect(
      sceneOf(desk({ state: "not_ready", reason: "lunch", reachable_devices: [] })),
    ).toMatchObject({
      kind: "not_ready",
      reason: "lunch",
      reachable: false,
    });
    expect(sceneOf({ ...desk({ state: "ready" }), agent: null })).toEqual({ kind: "arriving" });
  });
  it("counts the wrap-up down", () => {
    expect(
      sceneOf(desk({ state: "wrapping_up", interaction: "i1", wrap_up_ends_at: us(60) })),
    ).toMatchObject({
      kind: "wrap_up",
      endsAt: 60_000,
    });
  });
});
