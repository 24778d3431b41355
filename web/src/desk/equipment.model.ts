/** What is wrong with the equipment before the first call says so. Pure. */
import type { WorkplaceState } from "./workplace";

export type EquipmentTrouble =
  "microphone_silent" | "microphone_gone" | "speaker_gone" | "ringer_gone";

type Known = Pick<WorkplaceState, "microphone" | "signal" | "microphones" | "speakers" | "chosen">;

/** Worst first. Nothing is known before the microphone is allowed: until then devices have no names. */
export function troublesOf(state: Known): readonly EquipmentTrouble[] {
  if (state.microphone !== "granted") return [];
  const { chosen, microphones, speakers } = state;
  const isGone = (id: string, among: readonly { id: string }[]) =>
    // A browser that lists none of a kind says nothing about them (Safari, speakers).
    id !== "" && among.length > 0 && !among.some((device) => device.id === id);
  const found: [EquipmentTrouble, boolean][] = [
    ["microphone_silent", state.signal === "none"],
    ["microphone_gone", isGone(chosen.microphone, microphones)],
    ["speaker_gone", isGone(chosen.speaker, speakers)],
    ["ringer_gone", chosen.ringer !== chosen.speaker && isGone(chosen.ringer, speakers)],
  ];
  return found.flatMap(([trouble, is]) => (is ? [trouble] : []));
}

/** The microphone that is listened to: the chosen one, or the first of the system where that is gone. */
export const microphoneInUse = ({ chosen, microphones }: Known): string =>
  (microphones.find((device) => device.id === chosen.microphone) ?? microphones[0])?.label ?? "";
