import type {
  AgentState,
  AgentView,
  InteractionView,
  LiveParty,
  MonitorMode,
  PartyRole,
} from "@/contracts/contracts.gen";
import { toMs } from "@/live/state";
import type { PhoneState } from "@/softphone/phone";
import type { StateName } from "@/ui/StateShape";

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
      /** The colleague who asks me about this call; null for an offer of a queue. */
      readonly askedBy: number | null;
      /** My part in that colleague's call; "" for an offer. */
      readonly party: string;
    }
  | {
      /** A call of mine to the outside, or a call-back: the own phone first, then the customer's. */
      readonly kind: "dialling";
      readonly interaction: string;
      readonly caller: Caller;
      readonly since: number;
      readonly ringing: "own_phone" | "customer";
      readonly muted: boolean;
      readonly elsewhere: boolean;
    }
  | {
      /** In somebody else's call: asked about it, in conference, or listening. */
      readonly kind: "guest";
      readonly interaction: string;
      readonly caller: Caller;
      readonly role: PartyRole;
      readonly mode: MonitorMode | null;
      readonly party: string;
      readonly since: number;
      /** My phone is there; before, it is being called. */
      readonly joined: boolean;
      /** The owner talks with the customer, so somebody who is asked hears music. */
      readonly withCustomer: boolean;
      readonly owner: string;
      readonly muted: boolean;
      readonly elsewhere: boolean;
    }
  | {
      /** My phone broke in the middle of a talk; the customer hears music until `until`. */
      readonly kind: "reconnecting";
      readonly interaction: string;
      readonly caller: Caller;
      readonly since: number;
      readonly until: number;
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
      /** Silence goes into the recording for the time being. */
      readonly recordingPaused: boolean;
      readonly muted: boolean;
      readonly elsewhere: boolean;
    }
  | {
      readonly kind: "wrap_up";
      readonly interaction: string;
      readonly caller: Caller;
      readonly since: number;
      /** 0: until it is done. */
      readonly endsAt: number;
      /** It lasts its time, whoever is done earlier. */
      readonly mandatory: boolean;
      readonly extensions: number;
    };

const ANONYMOUS: Caller = { name: "", company: "", number: "", known: false };

function callerOf(interaction: InteractionView | null, phone: PhoneState): Caller {
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
    return {
      kind: "ringing",
      interaction,
      caller,
      since: 0,
      expiresAt: 0,
      elsewhere: false,
      askedBy: null,
      party: "",
    };
  }
  return {
    kind: "talking",
    interaction,
    caller,
    since: 0,
    heldSince: 0,
    heldSeconds: 0,
    recording: false,
    recordingPaused: false,
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
    recordingPaused: live.recording_paused,
    muted: input.phone.call?.muted ?? false,
    elsewhere: isElsewhere(agent.live.device, input),
  };
}

/** My part in a call that somebody else has. */
const ownParty = (agent: AgentView, interaction: InteractionView): LiveParty | undefined =>
  interaction.live.parties.find((party) => party.agent === agent.live.id);

function guest(input: DeskInput, agent: AgentView, interaction: InteractionView): Scene {
  const party = ownParty(agent, interaction);
  if (!party) return conversation(input, agent, interaction);
  const shared = {
    interaction: interaction.live.id,
    caller: callerOf(interaction, input.phone),
    party: party.id,
    elsewhere: isElsewhere(party.device, input),
  };
  const joined = party.joined_at > 0;
  // A supervisor's phone answers by itself; somebody who is asked decides.
  if (!joined && party.role !== "monitor") {
    const since = toMs(party.invited_at);
    return { kind: "ringing", ...shared, since, expiresAt: 0, askedBy: party.by };
  }
  return {
    kind: "guest",
    ...shared,
    role: party.role,
    mode: party.mode,
    since: toMs(joined ? party.joined_at : party.invited_at),
    joined,
    withCustomer: interaction.live.with_customer,
    owner: interaction.agent_name,
    muted: input.phone.call?.muted ?? false,
  };
}

/** What an agent does who has a call in hand, in the words of the live state. */
function atWork(input: DeskInput, agent: AgentView, interaction: InteractionView): Scene {
  const { live } = interaction;
  const shared = { interaction: live.id, caller: callerOf(interaction, input.phone) };
  const since = toMs(agent.live.state_since);
  const { state } = agent.live;
  if (state === "dialling") {
    return {
      kind: "dialling",
      ...shared,
      since,
      ringing: live.customer_leg === "" ? "own_phone" : "customer",
      muted: input.phone.call?.muted ?? false,
      elsewhere: isElsewhere(agent.live.device, input),
    };
  }
  if (state === "reconnecting") {
    return { kind: "reconnecting", ...shared, since, until: toMs(live.rescue_until) };
  }
  return state === "consulting" || state === "monitoring"
    ? guest(input, agent, interaction)
    : conversation(input, agent, interaction);
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
        askedBy: null,
        party: "",
      };
    }
    case "talking":
    case "on_hold":
    case "dialling":
    case "consulting":
    case "monitoring":
    case "reconnecting":
      return interaction
        ? atWork(input, agent, interaction)
        : (sceneOfPhone(input) ?? { kind: "arriving" });
    case "wrapping_up":
      return {
        kind: "wrap_up",
        interaction: live.interaction ?? "",
        caller: callerOf(interaction, input.phone),
        since,
        endsAt: toMs(live.wrap_up_ends_at),
        mandatory: live.wrap_up_mandatory,
        extensions: live.extensions_left,
      };
    case "ready":
      return sceneOfPhone(input) ?? { kind: "ready", since, reachable };
    case "not_ready":
      return sceneOfPhone(input) ?? { kind: "not_ready", since, reason: live.reason, reachable };
    case "offline":
      return sceneOfPhone(input) ?? { kind: "offline" };
  }
}

/** A state in which the phone has no work: only then does a change of presence take effect at once. */
export const isIdle = (scene: Scene): boolean =>
  scene.kind === "ready" || scene.kind === "not_ready" || scene.kind === "offline";

/** How a scene is drawn; several look alike. */
export function stateOf(scene: Scene): StateName {
  switch (scene.kind) {
    case "arriving":
      return "offline";
    case "dialling":
      return "ringing";
    case "guest":
      return scene.joined ? "talking" : "ringing";
    case "reconnecting":
      return "hold";
    case "ringing":
    case "talking":
    case "hold":
    case "wrap_up":
    case "ready":
    case "not_ready":
    case "offline":
      return scene.kind;
  }
}

/** States in which a phone that rings is called for what the person already does. */
const CALLED_BACK: readonly AgentState[] = [
  "talking",
  "on_hold",
  "reconnecting",
  "dialling",
  "monitoring",
];

/**
 * A page that was loaded again is called back into its own conversation, a phone that was called for dialling or listening is there at
 * once; nothing to click.
 */
export function shouldAnswerByItself(input: DeskInput): boolean {
  const { agent, phone } = input;
  if (phone.call?.state !== "ringing") return false;
  return (
    agent !== null &&
    CALLED_BACK.includes(agent.live.state) &&
    agent.live.interaction === phone.call.interaction
  );
}
