import type { LiveAgent } from "@/contracts/contracts.gen";
import type { PlainKey } from "@/i18n/catalogue";
import type { WorkplaceState } from "./workplace";

/** Why no call comes, or none could be spoken in, although this person is ready. */
export type Hindrance = "microphone_denied" | "microphone_missing" | "microphone_silent" | "phone";

/** What stands beside "Ready" in the presence control; the sentences are in the phone column. */
export const HINDRANCES: Readonly<Record<Hindrance, PlainKey>> = {
  microphone_denied: "presence.but.microphone_denied",
  microphone_missing: "presence.but.microphone_missing",
  microphone_silent: "presence.but.microphone_silent",
  phone: "presence.but.phone",
};

/** null: calls can come, or this person does not want any. A desk phone has a microphone of its own. */
export function hindranceOf(
  agent: Pick<LiveAgent, "state" | "device" | "reachable_devices">,
  workplace: Pick<WorkplaceState, "microphone" | "signal" | "device">,
): Hindrance | null {
  if (agent.state !== "ready") return null;
  const here = agent.device === null || agent.device === workplace.device;
  if (here && workplace.microphone === "denied") return "microphone_denied";
  if (here && workplace.microphone === "missing") return "microphone_missing";
  if (here && workplace.microphone === "granted" && workplace.signal === "none")
    return "microphone_silent";
  return agent.reachable_devices.length === 0 ? "phone" : null;
}
