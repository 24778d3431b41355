import { describe, expect, it } from "vitest";
import type { LiveAgent, LiveParty, Permission } from "@/contracts/contracts.gen";
import { agentView, interactionView } from "@/live/samples";
import { hearingOf, pick, pullForward, selectedIn, type Looker } from "./panels.model";

const SUPERVISOR: Looker = { agent: 1, may: () => true };
const talk = (state: LiveAgent["state"]) => agentView(7, { state, interaction: "i1" });
const ear = (part: Partial<LiveParty>): LiveParty => ({
  id: "i1.2",
  role: "monitor",
  by: 1,
  agent: 1,
  device: 3,
  number: "",
  mode: "listen",
  invited_at: 1,
  joined_at: 0,
  ...part,
});

describe("listening", () => {
  it("is possible while somebody talks with a customer", () => {
    const call = interactionView("i1");
    expect(hearingOf(SUPERVISOR, talk("talking"), call)).toEqual({
      kind: "possible",
      mode: null,
      joined: false,
    });
    expect(hearingOf(SUPERVISOR, talk("wrapping_up"), call)).toMatchObject({ why: "no_talk" });
    expect(hearingOf({ ...SUPERVISOR, agent: 7 }, talk("talking"), call)).toMatchObject({
      why: "own",
    });
    expect(hearingOf({ ...SUPERVISOR, agent: null }, talk("talking"), call)).toMatchObject({
      why: "no_phone",
    });
    const nobody: Looker = { agent: 1, may: (one: Permission) => one !== "interaction.monitor" };
    expect(hearingOf(nobody, talk("talking"), call)).toMatchObject({ why: "not_allowed" });
  });

  it("knows how one listens already, and that another supervisor is not oneself", () => {
    const call = (part: Partial<LiveParty>) => interactionView("i1", { parties: [ear(part)] });
    expect(hearingOf(SUPERVISOR, talk("talking"), call({ mode: "whisper", joined_at: 5 }))).toEqual(
      { kind: "possible", mode: "whisper", joined: true },
    );
    expect(hearingOf(SUPERVISOR, talk("talking"), call({ agent: 2 }))).toMatchObject({
      mode: null,
    });
  });
});

describe("a waiting caller", () => {
  it("is pulled to the head, and put back where it was", () => {
    expect(pullForward(interactionView("i1", { priority: 5 }))).toEqual({
      wish: { kind: "set_priority", interaction: "i1", priority: 100 },
      undo: { kind: "set_priority", interaction: "i1", priority: 5 },
    });
    expect(pullForward(interactionView("i1", { priority: 100 }))).toBeNull();
  });
  it("is taken by somebody with a phone, and not while it rings elsewhere", () => {
    expect(pick(SUPERVISOR, interactionView("i1"))).toMatchObject({ kind: "pick", agent: 1 });
    expect(pick({ ...SUPERVISOR, agent: null }, interactionView("i1"))).toBeNull();
    expect(pick(SUPERVISOR, interactionView("i1", { phase: "offered" }))).toBeNull();
  });
});

describe("what a row carries", () => {
  it("names what was pressed", () => {
    expect(selectedIn("agent:7")).toEqual({ kind: "agent", id: 7 });
    expect(selectedIn("caller:a.b:c")).toEqual({ kind: "caller", id: "a.b:c" });
    expect(selectedIn("queue:3")).toEqual({ kind: "queue", id: 3 });
    expect([selectedIn(undefined), selectedIn("x:1")]).toEqual([null, null]);
  });
});
