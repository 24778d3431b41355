import type { LiveAgent, Presence, Refusal } from "@/contracts/contracts.gen";

export interface Wanted {
  readonly presence: Presence;
  readonly reason: string;
}

const READY: Wanted = { presence: "ready", reason: "" };

/**
 * What saving the wrap-up leads to: what was chosen during the talk ("Break after this") comes to pass, and no call slips in
 * between. `instead` is the other way out that is offered: ready for who chose to be away, a break for everybody else.
 */
export function afterWrapUp(
  agent: Pick<LiveAgent, "presence" | "reason"> | undefined,
  breakReason: string | undefined,
): { first: Wanted; instead: Wanted | null } {
  if (agent && agent.presence !== "ready")
    return { first: { presence: agent.presence, reason: agent.reason }, instead: READY };
  return {
    first: READY,
    instead: breakReason === undefined ? null : { presence: "not_ready", reason: breakReason },
  };
}

/** The PBX has not seen our registration yet; a moment later it has. */
const SOON_BETTER = ["device_unreachable", "no_device"];
const TRIES_MAX = 12;
/** On its way to being a phone a slow computer, or one that has just been started, takes its time; the button waits with it. */
const OPENING_MAX = 60;
const AGAIN_MS = 500;

export interface PresenceSurroundings {
  /** Asks the engine, naming this browser as the device once it has a number. */
  ask(presence: Presence, reason: string): Promise<Refusal | null>;
  /** This browser is still on its way to being a phone. */
  opening(): boolean;
  wait(milliseconds: number): Promise<void>;
  /** Nothing else has been said since: who has gone for a break meanwhile is not made ready. */
  wanted(): boolean;
}

/**
 * Sets the presence, patiently: "ready" said in the first second after signing in waits for the phone instead of failing. Returns null
 * when it was carried out or is not wanted any more, else why not.
 */
export async function setPresence(
  presence: Presence,
  reason: string,
  around: PresenceSurroundings,
): Promise<Refusal | null> {
  let refused: Refusal | null = {
    code: "no_device",
    detail: "the phone of this browser is not open",
  };
  for (let looked = 0; presence === "ready" && around.opening(); looked++) {
    if (looked === OPENING_MAX) return refused;
    await around.wait(AGAIN_MS);
    if (!around.wanted()) return null;
  }
  for (let tried = 0; tried < TRIES_MAX; tried++) {
    if (tried > 0) await around.wait(AGAIN_MS);
    if (!around.wanted()) return null;
    refused = await around.ask(presence, reason);
    if (presence !== "ready" || !refused || !SOON_BETTER.includes(refused.code)) break;
  }
  return refused;
}
