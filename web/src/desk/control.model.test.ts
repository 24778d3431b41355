import { describe, expect, it } from "vitest";
import type {
  CallbackView,
  Colleague,
  LiveAgent,
  LiveInteraction,
  LiveParty,
  PartyRole,
  ScheduleCallback,
} from "@/contracts/contracts.gen";
import type { DirectoryQueue } from "@/api/directory";
import { agentView, interactionView } from "@/live/samples";
import { SILENT_PHONE, type PhoneCall } from "@/softphone/phone";
import { callbackWish, madeOf, suggested, type CallbackDraft } from "./callback.model";
import { consultControls, controlsOf, recordControl, tone } from "./controls.model";
import { entriesOf, matches, numberIn, wishOf, type Purpose } from "./directory.model";
import { consultationOf, participantsOf } from "./parties.model";
import { sceneOf, shouldAnswerByItself, stateOf, type DeskInput } from "./scene.model";

const ANNA = 7;
const BEN = 8;
const us = (seconds: number) => seconds * 1_000_000;

const party = (role: PartyRole, part: Partial<LiveParty> = {}): LiveParty => ({
  id: "i1.2",
  role,
  by: ANNA,
  agent: BEN,
  device: 20,
  number: "",
  mode: null,
  invited_at: us(100),
  joined_at: 0,
  ...part,
});

/** The desk of one of them; the call is Anna's. */
function desk(
  who: number,
  agent: Partial<LiveAgent>,
  live: Partial<LiveInteraction> = {},
  call: Partial<PhoneCall> | null = { state: "connected" },
): DeskInput {
  const device = who === ANNA ? 12 : 20;
  return {
    agent: agentView(who, { device, interaction: "i1", ...agent }),
    interaction: interactionView(
      "i1",
      { phase: "connected", agent: ANNA, connected_at: us(90), ...live },
      { agent_name: "Anna" },
    ),
    phone: {
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
    },
    linked: true,
    device,
  };
}
const controls = (input: DeskInput) =>
  controlsOf(sceneOf(input), input).map((control) => control.id);
const asking = (input: DeskInput) =>
  consultControls(sceneOf(input), input).map((control) => [control.id, control.label]);

describe("asking somebody, event by event", () => {
  const alone = desk(ANNA, { state: "talking" });
  const rings = desk(
    ANNA,
    { state: "talking" },
    { parties: [party("consulted")], with_customer: false },
  );
  const answered = party("consulted", { joined_at: us(110) });
  const talks = desk(ANNA, { state: "talking" }, { parties: [answered], with_customer: false });
  const switched = desk(ANNA, { state: "talking" }, { parties: [answered], with_customer: true });
  const together = desk(
    ANNA,
    { state: "talking" },
    { parties: [party("member", { joined_at: us(110) })] },
  );

  it("offers to ask, to transfer and to arrange a call-back", () => {
    expect(controls(alone)).toEqual([
      "mute",
      "hold",
      "keypad",
      "consult",
      "transfer",
      "callback",
      "end",
    ]);
    expect(asking(alone)).toEqual([]);
    expect(consultationOf(alone.interaction)).toBeNull();
  });

  it("sends keys to the customer through the engine, to somebody asked by the phone", () => {
    const pressed = (input: DeskInput) => tone(sceneOf(input), input, "5");
    expect(pressed(alone)).toEqual({
      kind: "intent",
      intent: { kind: "send_digits", agent: ANNA, interaction: "i1", digits: "5" },
    });
    const byPhone = { kind: "tone", key: "5" };
    expect(pressed(talks)).toEqual(byPhone);
    expect(pressed({ ...alone, linked: false })).toEqual(byPhone);
  });

  it("can only stop the ringing while it rings", () => {
    expect(asking(rings)).toEqual([["let_go", "consult.stopRinging"]]);
    expect(controls(rings)).toEqual(["mute", "keypad", "callback", "end"]);
    expect(consultationOf(rings.interaction)).toMatchObject({ ringing: true, since: 100_000 });
  });

  it("switches, brings together, hands over or lets go once somebody is there", () => {
    expect(asking(talks)).toEqual([
      ["switch", "consult.toCustomer"],
      ["together", "consult.together"],
      ["complete", "consult.complete"],
      ["let_go", "consult.letGo"],
    ]);
    const [there] = consultControls(sceneOf(talks), talks);
    expect(there?.action).toMatchObject({
      intent: { kind: "switch_consult", with_customer: true },
    });
    const [back] = consultControls(sceneOf(switched), switched);
    expect(back?.action).toMatchObject({
      intent: { kind: "switch_consult", with_customer: false },
    });
  });

  it("lists who is there in a conference, with a way out and a way to own it", () => {
    expect(participantsOf(talks)).toEqual([]);
    expect(participantsOf(together)).toMatchObject([
      {
        agent: BEN,
        remove: { kind: "remove_party", agent: ANNA, party: "i1.2" },
        handOver: { kind: "hand_over", party: "i1.2", leave: true },
      },
    ]);
    expect(controls(together)).toContain("consult");
  });

  it("hands nothing over to an outside number, and removes no supervisor", () => {
    const outside = desk(
      ANNA,
      { state: "talking" },
      {
        parties: [
          party("member", { agent: null, number: "+4940", joined_at: us(101) }),
          party("monitor", { id: "i1.3", agent: 9, joined_at: us(102) }),
        ],
      },
    );
    expect(participantsOf(outside).map((one) => [one.handOver, one.remove !== null])).toEqual([
      [null, true],
      [null, false],
    ]);
  });

  it("cannot ask while the live connection is away", () => {
    expect(controls({ ...alone, linked: false })).toEqual(["mute", "keypad", "end"]);
    expect(asking({ ...talks, linked: false })).toEqual([]);
  });
});

describe("being asked", () => {
  const ringing = desk(
    BEN,
    { state: "consulting" },
    { parties: [party("consulted")] },
    { state: "ringing" },
  );

  it("rings like an offer, says who asks, and is refused without a mark against me", () => {
    expect(sceneOf(ringing)).toMatchObject({ kind: "ringing", askedBy: ANNA, elsewhere: false });
    expect(controlsOf(sceneOf(ringing), ringing)[1]?.action).toMatchObject({
      intent: { kind: "remove_party", agent: BEN, party: "i1.2" },
    });
    expect(shouldAnswerByItself(ringing)).toBe(false);
  });

  it("is a talk of its own afterwards, with mute and a way to leave", () => {
    const there = desk(
      BEN,
      { state: "consulting" },
      { parties: [party("consulted", { joined_at: us(110) })], with_customer: true },
    );
    expect(sceneOf(there)).toMatchObject({
      kind: "guest",
      role: "consulted",
      withCustomer: true,
      owner: "Anna",
    });
    expect(controls(there)).toEqual(["mute", "end"]);
  });
});

describe("listening to a colleague", () => {
  const listening = (joined: number, mode: "listen" | "whisper") =>
    desk(
      BEN,
      { state: "monitoring" },
      { parties: [party("monitor", { joined_at: joined, mode })] },
      { state: joined ? "connected" : "ringing" },
    );

  it("answers by itself, and has nothing to mute while nobody hears it", () => {
    expect(shouldAnswerByItself(listening(0, "listen"))).toBe(true);
    expect(sceneOf(listening(0, "listen"))).toMatchObject({ kind: "guest", joined: false });
    expect(controls(listening(us(110), "listen"))).toEqual(["end"]);
    expect(controls(listening(us(110), "whisper"))).toEqual(["mute", "end"]);
  });
});

describe("dialling out", () => {
  it("says whose phone is called now", () => {
    const own = desk(ANNA, { state: "dialling" }, { customer_leg: "", phase: "dialling" });
    const customer = desk(ANNA, { state: "dialling" }, { customer_leg: "i1.2", phase: "dialling" });
    expect(sceneOf(own)).toMatchObject({ kind: "dialling", ringing: "own_phone" });
    expect(sceneOf(customer)).toMatchObject({ kind: "dialling", ringing: "customer" });
    expect(controls(customer)).toEqual(["mute", "end"]);
    expect(stateOf(sceneOf(own))).toBe("ringing");
  });
});

describe("a phone that was away", () => {
  const lost = desk(ANNA, { state: "reconnecting" }, { rescue_until: us(130) }, null);
  it("says until when, and is answered by itself when it is called back", () => {
    expect(sceneOf(lost)).toMatchObject({ kind: "reconnecting", until: 130_000 });
    expect(controls(lost)).toEqual([]);
    expect(shouldAnswerByItself(desk(ANNA, { state: "reconnecting" }, {}, {}))).toBe(true);
  });
});

describe("wrap-up", () => {
  it("tells one that lasts its time from one that lasts until it is done", () => {
    const mandatory = desk(ANNA, {
      state: "wrapping_up",
      wrap_up_ends_at: us(60),
      wrap_up_mandatory: true,
      extensions_left: 1,
    });
    expect(sceneOf(mandatory)).toMatchObject({ endsAt: 60_000, mandatory: true, extensions: 1 });
    expect(sceneOf(desk(ANNA, { state: "wrapping_up" }))).toMatchObject({ endsAt: 0 });
  });
});

describe("the directory", () => {
  const queue = (id: number, name: string): DirectoryQueue => ({
    id,
    name,
    waiting: 0,
    ready: 0,
    estimated_wait: null,
    closed: false,
    caller_id: "",
    wrap_up: "timed",
  });
  const colleagues: Colleague[] = [
    { id: ANNA, name: "Anna Schmidt", state: "talking", queues: [1] },
    { id: BEN, name: "Ben Müller", state: "offline", queues: [2] },
    { id: 9, name: "Zoë Ötz", state: "ready", queues: [1] },
  ];
  const look = (typed: string, purpose: Purpose = "transfer") =>
    entriesOf({
      purpose,
      typed,
      colleagues,
      directory: {
        queues: [queue(1, "Billing DE"), queue(2, "Tariffs")],
        flows: [{ id: 3, name: "Billing menu" }],
      },
      own: null,
      me: ANNA,
      present: [],
    }).map((entry) => entry.key);

  it("finds by the beginnings of words, without accents", () => {
    expect(matches("bil", "Billing DE")).toBe(true);
    expect(matches("de bill", "Billing DE")).toBe(true);
    expect(matches("lling", "Billing DE")).toBe(false);
    expect(matches("zoe otz", "Zoë Ötz")).toBe(true);
  });

  it("shows people first, who can be asked before who is away, and never oneself", () => {
    expect(look("")).toEqual(["agent-9", "queue-1", "queue-2", "flow-3", "agent-8"]);
  });

  it("finds a person by the queue, and asks no menu", () => {
    expect(look("bill")).toEqual(["agent-9", "queue-1", "flow-3"]);
    expect(look("bill", "consult")).toEqual(["agent-9", "queue-1"]);
  });

  it("reads a number as people write it", () => {
    expect(numberIn("+49 (40) 5550-100")).toBe("+49405550100");
    expect(numberIn("0049 40 5550100")).toBe("+49405550100");
    expect(numberIn("110")).toBe("110");
    expect([numberIn("12"), numberIn("anna"), numberIn("+49x")]).toEqual([null, null, null]);
    expect(look("040 5550100")).toEqual(["number"]);
  });

  it("asks the engine for what was chosen", () => {
    const [zoe] = entriesOf({
      purpose: "consult",
      typed: "zoe",
      colleagues,
      directory: null,
      own: null,
      me: ANNA,
      present: [],
    });
    expect(zoe && wishOf("consult", zoe, ANNA, "i1")).toEqual({
      kind: "consult",
      agent: ANNA,
      interaction: "i1",
      target: { to: "agent", agent: 9 },
    });
  });
});

describe("a call-back", () => {
  const now = Date.parse("2026-11-24T14:07:00");
  const draft: CallbackDraft = {
    number: "+49 40 5550100",
    name: " Ole ",
    queue: 1,
    at: suggested(now),
    note: "",
    byMe: true,
  };
  it("is suggested in an hour, at a quarter", () => {
    expect(suggested(now)).toBe("2026-11-24T15:15");
  });
  it("is ordered in microseconds, or says what is missing", () => {
    expect(callbackWish(draft, ANNA, now)).toMatchObject({
      number: "+49405550100",
      name: "Ole",
      for_agent: ANNA,
      at: Date.parse("2026-11-24T15:15") * 1000,
    });
    expect(callbackWish({ ...draft, number: "x" }, ANNA, now)).toBe("number");
    expect(callbackWish({ ...draft, queue: null }, ANNA, now)).toBe("queue");
    expect(callbackWish({ ...draft, at: "" }, ANNA, now)).toBe("at");
    expect(callbackWish({ ...draft, at: "2026-11-24T14:00" }, ANNA, now)).toBe("past");
  });
  it("is found among those that are arranged, so that a changed one can take its place", () => {
    const wish = callbackWish(draft, ANNA, now) as ScheduleCallback;
    const { number, queue, note } = wish;
    const view = { live: { id: "b", number, queue, note, due_at: wish.at } } as CallbackView;
    const other = { live: { ...view.live, id: "a", note: "another" } } as CallbackView;
    expect(madeOf(wish, [other, view])).toBe(view);
    expect(madeOf(wish, [other])).toBeNull();
  });
});

describe("the recording", () => {
  const recorded = (part: Partial<LiveInteraction>) => {
    const input = desk(ANNA, { state: "talking" }, { recording: true, ...part });
    return recordControl(sceneOf(input), input);
  };

  it("is paused and continued with the same key", () => {
    expect(recorded({})).toMatchObject({
      keys: "r",
      pressed: false,
      action: { intent: { kind: "pause_recording", agent: ANNA, interaction: "i1" } },
    });
    expect(recorded({ recording_paused: true })).toMatchObject({
      keys: "r",
      pressed: true,
      action: { intent: { kind: "continue_recording" } },
    });
  });

  it("offers nothing where nothing is recorded", () => {
    expect(recorded({ recording: false })).toBeNull();
  });
});
