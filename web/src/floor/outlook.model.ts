/** What the engine says of those who could take a caller, as it is drawn. */
import type { StateName } from "@/ui/StateShape";

const SHAPES: Readonly<Record<string, StateName>> = {
  free: "ready",
  tried: "ready",
  ready: "ready",
  ringing: "ringing",
  dialling: "ringing",
  talking: "talking",
  consulting: "talking",
  monitoring: "talking",
  no_capacity: "talking",
  on_hold: "hold",
  reconnecting: "hold",
  wrapping_up: "wrap_up",
  offline: "offline",
};

/** The shape of a reason: of a state where it is one, a circle with a dash for everything else that keeps somebody out. */
export const prospectShape = (why: string): StateName => SHAPES[why] ?? "not_ready";

/** "German 3, billing 2"; with a sign, "German ≥ 3". */
export const skillsInWords = (
  skills: readonly { readonly name: string; readonly level: number }[],
  sign = "",
): string =>
  skills.map(({ name, level }) => [name, sign, String(level)].filter(Boolean).join(" ")).join(", ");

/** Who may take it now, then whom a later ring brings; those who never may are left out. */
export const inOrder = <One extends { readonly stage: number | null }>(told: {
  readonly stage: number;
  readonly people: readonly One[];
}): One[] => [
  ...told.people.filter((one) => one.stage === told.stage),
  ...told.people.filter((one) => one.stage !== null && one.stage > told.stage),
];
