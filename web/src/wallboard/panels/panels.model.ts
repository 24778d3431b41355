/** What a supervisor may do with whom or what stands on the wallboard, decided without React. */
import type {
  AgentView,
  Intent,
  InteractionView,
  LiveParty,
  MonitorMode,
  Permission,
} from "@/contracts/contracts.gen";

/** Who looks at the board. */
export interface Looker {
  /** Own agent, whose phone listens; null for somebody without a phone. */
  readonly agent: number | null;
  readonly may: (permission: Permission) => boolean;
}

export type Selected =
  | { readonly kind: "agent"; readonly id: number }
  | { readonly kind: "caller"; readonly id: string }
  | { readonly kind: "queue"; readonly id: number };

/** Out of what a row carries (`agent:7`, `caller:i1`, `queue:3`); null when it is none. */
export function selectedIn(text: string | undefined): Selected | null {
  const [, kind, id = ""] = /^(agent|caller|queue):(.+)$/.exec(text ?? "") ?? [];
  if (kind === "caller") return { kind, id };
  return kind === "agent" || kind === "queue" ? { kind, id: Number(id) } : null;
}

/** The looker's own ear in this interaction. */
const ownEar = (looker: Looker, interaction: InteractionView | null): LiveParty | null =>
  interaction?.live.parties.find(
    (party) => party.role === "monitor" && party.agent === looker.agent,
  ) ?? null;

export type Hearing =
  /** `mode` null: not there yet. */
  | { readonly kind: "possible"; readonly mode: MonitorMode | null; readonly joined: boolean }
  | { readonly kind: "not"; readonly why: "no_talk" | "own" | "no_phone" | "not_allowed" };

const TALKS = ["talking", "on_hold"];

/** Whether one can listen to this agent now, and how one does already. */
export function hearingOf(
  looker: Looker,
  agent: AgentView,
  interaction: InteractionView | null,
): Hearing {
  if (!looker.may("interaction.monitor")) return { kind: "not", why: "not_allowed" };
  if (looker.agent === null) return { kind: "not", why: "no_phone" };
  if (looker.agent === agent.live.id) return { kind: "not", why: "own" };
  if (!TALKS.includes(agent.live.state) || !interaction) return { kind: "not", why: "no_talk" };
  const ear = ownEar(looker, interaction);
  return { kind: "possible", mode: ear?.mode ?? null, joined: (ear?.joined_at ?? 0) > 0 };
}

export const MODES: readonly MonitorMode[] = ["listen", "whisper", "barge"];

export const hear = (looker: Looker, interaction: string, mode: MonitorMode): Intent => ({
  kind: "monitor",
  agent: looker.agent ?? 0,
  interaction,
  mode,
});

/** As far ahead as the engine puts anybody (acd/core/limits.py), which weighs it against the waits of the others. */
const PRIORITY_MAX = 100;

/** Whether somebody is as far ahead as possible. */
export const isForward = (view: InteractionView): boolean => view.live.priority >= PRIORITY_MAX;

const setPriority = (interaction: string, priority: number): Intent => ({
  kind: "set_priority",
  interaction,
  priority,
});

/** To the head of the line, and the way back to where it was; null when it is there already. */
export function pullForward(view: InteractionView): { wish: Intent; undo: Intent } | null {
  const { id, priority } = view.live;
  if (isForward(view)) return null;
  return { wish: setPriority(id, PRIORITY_MAX), undo: setPriority(id, priority) };
}

/** I take it next, whatever the order. */
export const pick = (looker: Looker, view: InteractionView): Intent | null =>
  looker.agent === null || view.live.phase !== "waiting"
    ? null
    : { kind: "pick", agent: looker.agent, interaction: view.live.id };
