import type { Directory, DirectoryQueue, OwnDirectory } from "@/api/directory";
import type {
  AgentState,
  Colleague,
  Intent,
  ToAgent,
  ToFlow,
  ToNumber,
  ToQueue,
} from "@/contracts/contracts.gen";
import { plain } from "@/ui/search";

export type Purpose = "transfer" | "consult";

/** One place to lead the caller to, or somebody to ask. */
export type Entry =
  | {
      readonly kind: "number";
      readonly key: string;
      readonly number: string;
      /** Of a number that everybody knows by name; "" for one that was typed. */
      readonly name: string;
    }
  | {
      readonly kind: "agent";
      readonly key: string;
      readonly id: number;
      readonly name: string;
      readonly state: AgentState;
      /** Names of the queues this person works in. */
      readonly queues: readonly string[];
    }
  | { readonly kind: "queue"; readonly key: string; readonly queue: DirectoryQueue }
  | { readonly kind: "flow"; readonly key: string; readonly id: number; readonly name: string };

/** What people write between digits. */
const SEPARATORS = /[\s\-/().]/g;
const DIALLABLE = /^\+?\d{3,15}$/;

/** A number out of what was typed, `00` read as `+`; null when it is none. */
export function numberIn(text: string): string | null {
  const digits = text.replace(SEPARATORS, "").replace(/^00(?=\d)/, "+");
  return DIALLABLE.test(digits) ? digits : null;
}

/** Every typed word begins a word of the text. */
export function matches(typed: string, text: string): boolean {
  const words = plain(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  return plain(typed)
    .split(/\s+/)
    .filter(Boolean)
    .every((part) => words.some((word) => word.startsWith(part)));
}

/** Who can be asked at once first, who is away last. */
const REACHABLE: Readonly<Record<AgentState, number>> = {
  ready: 0,
  not_ready: 1,
  wrapping_up: 2,
  ringing: 2,
  talking: 2,
  on_hold: 2,
  dialling: 2,
  consulting: 2,
  monitoring: 2,
  reconnecting: 2,
  offline: 3,
};

export interface DirectoryInput {
  readonly purpose: Purpose;
  readonly typed: string;
  readonly colleagues: Iterable<Colleague>;
  /** Null until it is here; colleagues and numbers are there before. */
  readonly directory: Directory | null;
  /** What this person has marked and used, and the numbers of the house; null until it is here. */
  readonly own: OwnDirectory | null;
  /** This person, who is not in the list. */
  readonly me: number;
  /** Who is in the call already. */
  readonly present: readonly number[];
}

function agentsOf(input: DirectoryInput): Entry[] {
  const names = new Map(input.directory?.queues.map((queue) => [queue.id, queue.name]));
  return [...input.colleagues]
    .filter((one) => one.id !== input.me && !input.present.includes(one.id))
    .map((one) => ({ ...one, queues: one.queues.flatMap((id) => names.get(id) ?? []) }))
    .filter((one) => matches(input.typed, [one.name, ...one.queues].join(" ")))
    .sort((a, b) => REACHABLE[a.state] - REACHABLE[b.state] || a.name.localeCompare(b.name))
    .map((one) => ({ kind: "agent", key: `agent-${one.id}`, ...one }));
}

export type Group = Entry["kind"] | "away" | "favourite" | "recent";

/** Under which head an entry stands among those of its kind. */
const groupOf = (entry: Entry): Group =>
  entry.kind === "agent" && entry.state === "offline" ? "away" : entry.kind;

/** How the server knows an entry. */
export function placeOf(entry: Entry): string {
  switch (entry.kind) {
    case "number":
      return `number:${entry.number}`;
    case "queue":
      return `queue:${entry.queue.id}`;
    case "agent":
    case "flow":
      return `${entry.kind}:${entry.id}`;
  }
}

const isSpaceless = (text: string): boolean => text.trim() === "";

/** The numbers of the house, found by their names or their own digits. */
function numbersOf({ own, typed }: DirectoryInput): Entry[] {
  const digits = typed.replace(/\D/g, "");
  return (own?.numbers ?? [])
    .filter(
      ({ name, number, note }) =>
        matches(typed, `${name} ${note}`) || (digits.length >= 3 && number.includes(digits)),
    )
    .map(({ name, number }) => ({ kind: "number", key: `number-${number}`, number, name }));
}

/** What the list shows, in its order: the typed number, people, queues, (for a transfer) flows, and who is signed off. */
export function entriesOf(input: DirectoryInput): readonly Entry[] {
  const number = numberIn(input.typed);
  const queues = input.directory?.queues ?? [];
  const flows = input.purpose === "transfer" ? (input.directory?.flows ?? []) : [];
  const agents = agentsOf(input);
  const isAway = (entry: Entry) => groupOf(entry) === "away";
  return [
    ...(number === null ? [] : [{ kind: "number" as const, key: "number", number, name: "" }]),
    ...agents.filter((entry) => !isAway(entry)),
    ...queues
      .filter((queue) => matches(input.typed, queue.name))
      .map((queue) => ({ kind: "queue" as const, key: `queue-${queue.id}`, queue })),
    ...flows
      .filter((flow) => matches(input.typed, flow.name))
      .map((flow) => ({ kind: "flow" as const, key: `flow-${flow.id}`, ...flow })),
    ...numbersOf(input),
    ...agents.filter(isAway),
  ];
}

/** The telephone numbers among what was used last. */
export const numbersUsed = (own: OwnDirectory | null): readonly string[] =>
  (own?.recent ?? []).flatMap((place) =>
    place.startsWith("number:") ? [place.slice("number:".length)] : [],
  );

export interface Listed {
  readonly entry: Entry;
  readonly group: Group;
  readonly starred: boolean;
}

/** A marked place as an entry; undefined when it is gone, or cannot be chosen now. A number needs no list to be dialled. */
function marked(place: string, known: ReadonlyMap<string, Entry>): Entry | undefined {
  const [kind, number] = place.split(":");
  return (
    known.get(place) ??
    (kind === "number" && number !== undefined
      ? { kind: "number", key: place, number, name: "" }
      : undefined)
  );
}

/** The list with its heads: before anything is typed, favourites and what was used last stand above, each entry once. */
export function listOf(input: DirectoryInput): readonly Listed[] {
  const entries = entriesOf(input);
  const stars = new Set(input.own?.favourites);
  const listed = (entry: Entry, group: Group): Listed => ({
    entry,
    group,
    starred: stars.has(placeOf(entry)),
  });
  if (!isSpaceless(input.typed) || !input.own)
    return entries.map((entry) => listed(entry, groupOf(entry)));
  const known = new Map(entries.map((entry) => [placeOf(entry), entry]));
  const shown = new Set<string>();
  const above = (places: readonly string[], group: Group) =>
    places.flatMap((place) => {
      const entry = marked(place, known);
      if (!entry || shown.has(place)) return [];
      shown.add(place);
      return [listed(entry, group)];
    });
  return [
    ...above(input.own.favourites, "favourite"),
    ...above(input.own.recent, "recent"),
    ...entries
      .filter((entry) => !shown.has(placeOf(entry)))
      .map((entry) => listed(entry, groupOf(entry))),
  ];
}

function targetOf(entry: Entry): ToAgent | ToQueue | ToNumber | ToFlow {
  switch (entry.kind) {
    case "agent":
      return { to: "agent", agent: entry.id };
    case "queue":
      return { to: "queue", queue: entry.queue.id, priority: 0 };
    case "number":
      return { to: "number", number: entry.number };
    case "flow":
      return { to: "flow", flow: entry.id };
  }
}

/** What choosing an entry asks of the engine. */
export const wishOf = (
  purpose: Purpose,
  entry: Entry,
  agent: number,
  interaction: string,
): Intent => ({
  kind: purpose,
  agent,
  interaction,
  target: targetOf(entry),
});
