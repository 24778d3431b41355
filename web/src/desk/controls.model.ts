import type { Intent } from "@/contracts/contracts.gen";
import type { PlainKey } from "@/i18n/catalogue";
import type { DtmfKey } from "@/softphone/phone";
import { consultationOf } from "./parties.model";
import type { DeskInput, Scene } from "./scene.model";

/** What opens beside the phone or in it. */
export type Place = "keypad" | "consult" | "transfer" | "callback" | "dial";

/** What a control does: ask the engine, move the phone of this browser, or open something. */
export type Action =
  | { readonly kind: "intent"; readonly intent: Intent }
  | { readonly kind: "open"; readonly place: Place }
  | { readonly kind: "tone"; readonly key: DtmfKey }
  | { readonly kind: "answer" | "hang_up" | "mute" | "unmute" };

export type ControlId =
  | "answer"
  | "decline"
  | "mute"
  | "hold"
  | "keypad"
  | "consult"
  | "transfer"
  | "callback"
  | "record"
  | "switch"
  | "together"
  | "complete"
  | "let_go"
  | "end";

export interface Control {
  readonly id: ControlId;
  readonly label: PlainKey;
  readonly keys: string;
  /** A switch that is on. */
  readonly pressed: boolean;
  readonly action: Action;
}

const control = (
  id: ControlId,
  label: PlainKey,
  keys: string,
  action: Action,
  pressed = false,
): Control => ({ id, label, keys, pressed, action });

const intent = (wanted: Intent): Action => ({ kind: "intent", intent: wanted });
const open = (place: Place): Action => ({ kind: "open", place });

type WithCall = Extract<Scene, { muted: boolean }>;

/** Whether the voice of this scene is in this browser. */
const isHere = (scene: WithCall, input: DeskInput): boolean =>
  !scene.elsewhere && input.phone.call !== null;

const mute = (scene: WithCall): Control =>
  control(
    "mute",
    scene.muted ? "phone.unmute" : "phone.mute",
    "m",
    { kind: scene.muted ? "unmute" : "mute" },
    scene.muted,
  );

/** The way out: the own phone hangs up; where that is not possible, the engine is asked. */
function end(scene: WithCall, input: DeskInput, label: PlainKey, wanted: Intent): Control[] {
  if (isHere(scene, input)) return [control("end", label, "Ctrl+E", { kind: "hang_up" })];
  return input.linked ? [control("end", label, "Ctrl+E", intent(wanted))] : [];
}

/** Says no to what rings; null where that cannot be said now. */
export function noTo(
  scene: Extract<Scene, { kind: "ringing" }>,
  { agent, interaction, linked }: DeskInput,
): Intent | null {
  const me = agent?.live.id;
  if (me === undefined || !linked) return null;
  if (scene.party !== "")
    return {
      kind: "remove_party",
      agent: me,
      interaction: scene.interaction,
      party: scene.party,
    };
  const offer = interaction?.live.offer;
  return offer ? { kind: "decline_offer", agent: me, offer: offer.id } : null;
}

function ofOffer(scene: Extract<Scene, { kind: "ringing" }>, input: DeskInput): Control[] {
  const answer = control("answer", "phone.answer", "Enter", { kind: "answer" });
  const no = noTo(scene, input);
  return [
    ...(scene.elsewhere ? [] : [answer]),
    ...(no ? [control("decline", "phone.decline", "", intent(no))] : []),
  ];
}

/**
 * A key of the keypad. To the customer through the engine, so that the interaction's timeline tells of it (how many, never which); by
 * the phone itself to whoever is consulted, and while the engine is not heard.
 */
export function tone(scene: Scene, input: DeskInput, key: DtmfKey): Action {
  const agent = input.agent?.live.id;
  const own = scene.kind === "talking" && consultationOf(input.interaction) === null;
  if (own && input.linked && agent !== undefined)
    return intent({ kind: "send_digits", agent, interaction: scene.interaction, digits: key });
  return { kind: "tone", key };
}

function ofTalk(scene: Extract<Scene, { kind: "talking" | "hold" }>, input: DeskInput): Control[] {
  const agent = input.agent?.live.id;
  const held = scene.kind === "hold";
  const { interaction } = scene;
  const here = isHere(scene, input);
  const asks = consultationOf(input.interaction) !== null;
  const controls: Control[] = here ? [mute(scene)] : [];
  const mayAsk = agent !== undefined && input.linked;
  if (mayAsk && !asks) {
    const wanted = { kind: held ? "resume" : "hold", agent, interaction } as const;
    controls.push(control("hold", held ? "phone.resume" : "phone.hold", "h", intent(wanted), held));
  }
  if (here) controls.push(control("keypad", "phone.keypad", "k", open("keypad")));
  if (mayAsk && !asks) {
    controls.push(control("consult", "phone.consult", "c", open("consult")));
    controls.push(control("transfer", "phone.transfer", "t", open("transfer")));
  }
  if (mayAsk) controls.push(control("callback", "phone.callback", "b", open("callback")));
  const over = { kind: "hang_up", agent: agent ?? 0, interaction } as const;
  return [...controls, ...end(scene, input, "phone.end", over)];
}

function ofGuest(scene: Extract<Scene, { kind: "guest" }>, input: DeskInput): Control[] {
  const agent = input.agent?.live.id ?? 0;
  const { interaction, party, role } = scene;
  const here = isHere(scene, input);
  const heard = role !== "monitor" || scene.mode !== "listen";
  const controls: Control[] = here && scene.joined && heard ? [mute(scene)] : [];
  const leave: Intent =
    role === "monitor"
      ? { kind: "stop_monitoring", agent, interaction }
      : { kind: "remove_party", agent, interaction, party };
  return [
    ...controls,
    ...end(scene, input, role === "monitor" ? "guest.stop" : "guest.leave", leave),
  ];
}

/** The buttons of the phone. What cannot be done now is absent, never grey: its place is kept by the layout. */
export function controlsOf(scene: Scene, input: DeskInput): readonly Control[] {
  switch (scene.kind) {
    case "ringing":
      return ofOffer(scene, input);
    case "talking":
    case "hold":
      return ofTalk(scene, input);
    case "guest":
      return ofGuest(scene, input);
    case "dialling": {
      const agent = input.agent?.live.id ?? 0;
      const over = { kind: "hang_up", agent, interaction: scene.interaction } as const;
      const controls = isHere(scene, input) ? [mute(scene)] : [];
      return [...controls, ...end(scene, input, "phone.endDialling", over)];
    }
    case "arriving":
    case "offline":
    case "ready":
    case "not_ready":
    case "reconnecting":
    case "wrap_up":
      return [];
  }
}

/** Pausing the recording while something is said that must not be kept; null where nothing is recorded. */
export function recordControl(scene: Scene, input: DeskInput): Control | null {
  const agent = input.agent?.live.id;
  if (scene.kind !== "talking" && scene.kind !== "hold") return null;
  if (!scene.recording || agent === undefined || !input.linked) return null;
  const { interaction, recordingPaused: paused } = scene;
  const kind = paused ? "continue_recording" : "pause_recording";
  const label = paused ? "phone.continueRecording" : "phone.pauseRecording";
  return control("record", label, "r", intent({ kind, agent, interaction }), paused);
}

/** What the owner can do with somebody who is asked; the customer hears music meanwhile, or the other way round. */
export function consultControls(scene: Scene, input: DeskInput): readonly Control[] {
  const asked = consultationOf(input.interaction);
  const agent = input.agent?.live.id;
  if ((scene.kind !== "talking" && scene.kind !== "hold") || !asked) return [];
  if (agent === undefined || !input.linked) return [];
  const { interaction } = scene;
  const letGo = intent({ kind: "end_consult", agent, interaction });
  if (asked.ringing) return [control("let_go", "consult.stopRinging", "x", letGo)];
  const switched = {
    kind: "switch_consult",
    agent,
    interaction,
    with_customer: !asked.withCustomer,
  } as const;
  return [
    control(
      "switch",
      asked.withCustomer ? "consult.toAsked" : "consult.toCustomer",
      "s",
      intent(switched),
    ),
    control(
      "together",
      "consult.together",
      "a",
      intent({ kind: "start_conference", agent, interaction }),
    ),
    control(
      "complete",
      "consult.complete",
      "t",
      intent({ kind: "complete_transfer", agent, interaction }),
    ),
    control("let_go", "consult.letGo", "x", letGo),
  ];
}
