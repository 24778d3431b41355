import type { AgentView, Intent, InteractionView } from "@/contracts/contracts.gen";
import { toMs } from "@/live/state";
import type { PhoneState } from "@/softphone/phone";
import type { PlainKey } from "@/i18n/catalogue";

/** All that the desk's phone column depends on. Instants in milliseconds. */
export interface DeskInput {
  readonly agent: AgentView | null;
  /** The interaction in the agent's hand, as the live state knows it. */
  readonly interaction: InteractionView | null;
  readonly phone: PhoneState;
  /** The live connection is open. */
  readonly linked: boolean;
  /** Id of this browser as a device; null until the phone's session is open. */
  readonly device: number | null;
}

export interface Caller {
  readonly name: string;
  readonly company: string;
  /** As dialled by the caller's network; "" when withheld. */
  readonly number: string;
  readonly known: boolean;
}

/** What the phone column shows. Exactly one at a time. */
export type Scene =
  | { readonly kind: "arriving" }
  | { readonly kind: "offline" }
  | { readonly kind: "ready"; readonly since: number; readonly reachable: boolean }
  | {
      readonly kind: "not_ready";
      readonly since: number;
      readonly reason: string;
      readonly reachable: boolean;
    }
  | {
      readonly kind: "ringing";
      readonly interaction: string;
      readonly caller: Caller;
      readonly since: number;
      /** 0 when only the phone knows of the call. */
      readonly expiresAt: number;
      /** The phone that rings is another one than this browser. */
      readonly elsewhere: boolean;
    }
  | {
      readonly kind: "talking" | "hold";
      readonly interaction: string;
      readonly caller: Caller;
      /** Since the connect; the hold has its own clock. */
      readonly since: number;
      readonly heldSince: number;
      /** Seconds of the holds that are over. */
      readonly heldSeconds: number;
      readonly recording: boolean;
      readonly muted: boolean;
      readonly elsewhere: boolean;
    }
  | {
      readonly kind: "wrap_up";
      readonly interaction: string;
      readonly caller: Caller;
      readonly since: number;
      readonly endsAt: number;
    };

export type SceneKind = Scene["kind"];

const ANONYMOUS: Caller = { name: "", company: "", number: "", known: false };

export function callerOf(interaction: InteractionView | null, phone: PhoneState): Caller {
  if (interaction) {
    const { contact, live } = interaction;
    return {
      name: contact?.name ?? live.caller_name,
      company: contact?.company ?? "",
      number: live.caller,
      known: contact !== null,
    };
  }
  if (phone.call) {
    return { ...ANONYMOUS, name: phone.call.callerName, number: phone.call.callerNumber };
  }
  return ANONYMOUS;
}

const rings = (phone: PhoneState): boolean =>
  phone.call?.state === "ringing" || phone.call?.state === "answering";

/** The phone's own word, for when the live connection is away or a moment behind. */
function sceneOfPhone(input: DeskInput): Scene | null {
  const { phone } = input;
  // A call of no interaction is the line that is always on: it waits for work as the agent does.
  if (!phone.call || phone.call.interaction === "") return null;
  const caller = callerOf(input.interaction, phone);
  const { interaction } = phone.call;
  if (rings(phone)) {
    return { kind: "ringing", interaction, caller, since: 0, expiresAt: 0, elsewhere: false };
  }
  return {
    kind: "talking",
    interaction,
    caller,
    since: 0,
    heldSince: 0,
    heldSeconds: 0,
    recording: false,
    muted: phone.call.muted,
    elsewhere: false,
  };
}

/** Another phone than this browser; not known while this browser has no number of its own. */
const isElsewhere = (device: number | null, input: DeskInput): boolean =>
  device !== null && input.device !== null && device !== input.device;

function conversation(input: DeskInput, agent: AgentView, interaction: InteractionView): Scene {
  const { live } = interaction;
  return {
    kind: agent.live.state === "on_hold" ? "hold" : "talking",
    interaction: live.id,
    caller: callerOf(interaction, input.phone),
    since: toMs(live.connected_at),
    heldSince: toMs(live.held_since),
    heldSeconds: toMs(live.held) / 1000,
    recording: live.recording,
    muted: input.phone.call?.muted ?? false,
    elsewhere: isElsewhere(agent.live.device, input),
  };
}

/**
 * The live state decides; the phone decides only where it knows better: while the live connection is away, and in the instant between
 * the INVITE and the fact about it.
 */
export function sceneOf(input: DeskInput): Scene {
  const { agent, interaction } = input;
  if (!agent) return sceneOfPhone(input) ?? { kind: "arriving" };
  const { live } = agent;
  const since = toMs(live.state_since);
  const reachable = live.reachable_devices.length > 0;
  switch (live.state) {
    case "ringing": {
      const offer = interaction?.live.offer;
      return {
        kind: "ringing",
        interaction: live.interaction ?? "",
        caller: callerOf(interaction, input.phone),
        since,
        expiresAt: offer ? toMs(offer.expires_at) : 0,
        elsewhere: isElsewhere(offer?.device ?? null, input),
      };
    }
    case "talking":
    case "on_hold":
    case "dialling":
    case "consulting":
    case "monitoring":
    case "reconnecting":
      return interaction
        ? conversation(input, agent, interaction)
        : (sceneOfPhone(input) ?? { kind: "arriving" });
    case "wrapping_up":
      return {
        kind: "wrap_up",
        interaction: live.interaction ?? "",
        caller: callerOf(interaction, input.phone),
        since,
        endsAt: toMs(live.wrap_up_ends_at),
      };
    case "ready":
      return sceneOfPhone(input) ?? { kind: "ready", since, reachable };
    case "not_ready":
      return sceneOfPhone(input) ?? { kind: "not_ready", since, reason: live.reason, reachable };
    case "offline":
      return sceneOfPhone(input) ?? { kind: "offline" };
  }
}

/** What a control does: ask the engine, or move the phone of this browser. */
export type Action =
  | { readonly kind: "intent"; readonly intent: Intent }
  | { readonly kind: "answer" | "hang_up" | "mute" | "unmute" | "keypad" };

export interface Control {
  readonly id: "answer" | "decline" | "mute" | "hold" | "keypad" | "end";
  readonly label: PlainKey;
  readonly keys: string;
  /** A switch that is on. */
  readonly pressed: boolean;
  readonly action: Action;
}

const control = (
  id: Control["id"],
  label: PlainKey,
  keys: string,
  action: Action,
  pressed = false,
): Control => ({ id, label, keys, pressed, action });

const intent = (wanted: Intent): Action => ({ kind: "intent", intent: wanted });

/** The buttons of the phone. What cannot be done now is absent, never grey: its place is kept by the layout. */
export function controlsOf(scene: Scene, input: DeskInput): readonly Control[] {
  const agent = input.agent?.live.id;
  const held = scene.kind === "hold";
  switch (scene.kind) {
    case "ringing": {
      const offer = input.interaction?.live.offer;
      const controls: Control[] = [];
      if (!scene.elsewhere)
        controls.push(control("answer", "phone.answer", "Enter", { kind: "answer" }));
      if (agent !== undefined && offer && input.linked) {
        const decline = intent({ kind: "decline_offer", agent, offer: offer.id });
        controls.push(control("decline", "phone.decline", "", decline));
      }
      return controls;
    }
    case "talking":
    case "hold": {
      const mine = !scene.elsewhere && input.phone.call !== null;
      const controls: Control[] = [];
      if (mine) {
        const mute = { kind: scene.muted ? "unmute" : "mute" } as const;
        controls.push(
          control("mute", scene.muted ? "phone.unmute" : "phone.mute", "m", mute, scene.muted),
        );
      }
      if (agent !== undefined && input.linked) {
        const wanted = {
          kind: held ? "resume" : "hold",
          agent,
          interaction: scene.interaction,
        } as const;
        controls.push(
          control("hold", held ? "phone.resume" : "phone.hold", "h", intent(wanted), held),
        );
      }
      if (mine) controls.push(control("keypad", "phone.keypad", "k", { kind: "keypad" }));
      if (mine) controls.push(control("end", "phone.end", "Ctrl+E", { kind: "hang_up" }));
      else if (agent !== undefined && input.linked) {
        const wanted = { kind: "hang_up", agent, interaction: scene.interaction } as const;
        controls.push(control("end", "phone.end", "Ctrl+E", intent(wanted)));
      }
      return controls;
    }
    case "arriving":
    case "offline":
    case "ready":
    case "not_ready":
    case "wrap_up":
      return [];
  }
}

/** A state in which the phone has no work: only then does a change of presence take effect at once. */
export const isIdle = (scene: Scene): boolean =>
  scene.kind === "ready" || scene.kind === "not_ready" || scene.kind === "offline";

/** A page that was loaded again is called back into its own conversation; nothing to click. */
export function shouldAnswerByItself(input: DeskInput): boolean {
  const { agent, phone } = input;
  return (
    phone.call?.state === "ringing" &&
    agent !== null &&
    (agent.live.state === "talking" || agent.live.state === "on_hold") &&
    agent.live.interaction === phone.call.interaction
  );
}
