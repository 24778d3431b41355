/** What stands on the floor and in which order, decided without React. */
import type { AgentView, AlarmView, InteractionView, QueueView } from "@/contracts/contracts.gen";
import { stateName, type Judgement, type StateName } from "@/ui/StateShape";

export interface Filters {
  readonly state: StateName | null;
  readonly queue: number | null;
  /** A team's id, or 0 for those without. */
  readonly team: number | null;
  readonly text: string;
  readonly sort: "name" | "trouble";
  readonly offline: boolean;
}

export const NO_FILTERS: Filters = {
  state: null,
  queue: null,
  team: null,
  text: "",
  sort: "name",
  offline: false,
};

export interface Team {
  readonly id: number;
  readonly name: string;
  readonly agents: readonly number[];
}

export interface Group {
  /** null: the only one, which needs no heading. */
  readonly name: string | null;
  readonly ids: readonly number[];
}

/** Signed in with a phone that does not answer. */
export const isUnreachable = ({ live }: AgentView): boolean =>
  live.presence !== "offline" &&
  live.device !== null &&
  !live.reachable_devices.includes(live.device);

/** The worst alarm of each agent. */
export function alarmedAgents(alarms: readonly AlarmView[]): ReadonlyMap<number, Judgement> {
  const found = new Map<number, Judgement>();
  for (const { subject, severe } of alarms) {
    const id = /^agent:(\d+)$/.exec(subject)?.[1];
    if (id !== undefined && found.get(Number(id)) !== "bad")
      found.set(Number(id), severe ? "bad" : "warn");
  }
  return found;
}

export function judge(agent: AgentView, alarmed: ReadonlyMap<number, Judgement>): Judgement {
  if (isUnreachable(agent)) return "bad";
  const said = alarmed.get(agent.live.id);
  if (said) return said;
  return agent.live.state === "reconnecting" ? "warn" : "good";
}

const says = (agent: AgentView, needle: string, queues: ReadonlyMap<number, QueueView>): boolean =>
  [
    agent.name,
    agent.caller,
    agent.queue_name,
    ...agent.queues.map((id) => queues.get(id)?.name ?? ""),
  ].some((text) => text.toLocaleLowerCase().includes(needle));

function fits(
  agent: AgentView,
  filters: Filters,
  team: number,
  queues: ReadonlyMap<number, QueueView>,
): boolean {
  const state = stateName(agent.live.state);
  if (filters.state !== null ? state !== filters.state : state === "offline" && !filters.offline)
    return false;
  if (filters.queue !== null && !agent.queues.includes(filters.queue)) return false;
  if (filters.team !== null && team !== filters.team) return false;
  const needle = filters.text.trim().toLocaleLowerCase();
  return needle === "" || says(agent, needle, queues);
}

function teamsOf(teams: readonly Team[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  // Somebody may be in several: the first by name is where one looks for them.
  for (const team of [...teams].sort((a, b) => a.name.localeCompare(b.name)))
    for (const agent of team.agents) if (!found.has(agent)) found.set(agent, team.id);
  return found;
}

/** Comparing five hundred names by `localeCompare` takes several times as long. */
const byName = new Intl.Collator();

const TROUBLE: Record<Judgement, number> = { bad: 0, warn: 1, good: 2 };

/** Everybody who fits, by team and name; with trouble first there are no teams. */
export function groupsOf(
  agents: ReadonlyMap<number, AgentView>,
  queues: ReadonlyMap<number, QueueView>,
  teams: readonly Team[],
  filters: Filters,
  alarmed: ReadonlyMap<number, Judgement>,
): Group[] {
  const home = teamsOf(teams);
  const present = [...agents.values()]
    .filter((agent) => fits(agent, filters, home.get(agent.live.id) ?? 0, queues))
    .sort((a, b) => byName.compare(a.name, b.name) || a.live.id - b.live.id);
  if (filters.sort === "trouble") {
    const rank = new Map(present.map((agent) => [agent, TROUBLE[judge(agent, alarmed)]]));
    const longest = (agent: AgentView) => agent.live.state_since;
    present.sort((a, b) => (rank.get(a) ?? 2) - (rank.get(b) ?? 2) || longest(a) - longest(b));
  }
  const ids = (some: readonly AgentView[]) => some.map((agent) => agent.live.id);
  if (filters.sort === "trouble" || teams.length === 0)
    return present.length > 0 ? [{ name: null, ids: ids(present) }] : [];
  const known = [...teams].sort((a, b) => a.name.localeCompare(b.name));
  const groups: Group[] = known.map((team) => ({
    name: team.name,
    ids: ids(present.filter((agent) => home.get(agent.live.id) === team.id)),
  }));
  groups.push({ name: "", ids: ids(present.filter((agent) => !home.has(agent.live.id))) });
  return groups.filter((group) => group.ids.length > 0);
}

/** The same list as before as long as it says the same: rows change in place. */
export const keyOf = (groups: readonly Group[]): string =>
  groups.map((group) => `${group.name ?? ""}:${group.ids.join(",")}`).join("|");

export type Line =
  | { readonly kind: "group"; readonly name: string; readonly count: number }
  | { readonly kind: "agent"; readonly id: number };

/** So few people stay below the name of their team. */
const UNBROKEN_MAX = 6;

/**
 * Lines in columns: whole groups beside each other as far as they fill the columns evenly, and a group longer than a column's share
 * goes on in the next one.
 */
export function columnsOf(groups: readonly Group[], columns: number): Line[][] {
  const lines = groups.flatMap((group): Line[] => [
    ...(group.name === null
      ? []
      : [{ kind: "group" as const, name: group.name, count: group.ids.length }]),
    ...group.ids.map((id) => ({ kind: "agent" as const, id })),
  ]);
  const share = Math.max(1, Math.ceil(lines.length / Math.max(1, columns)));
  const found: Line[][] = [];
  let column: Line[] = [];
  let team = Infinity;
  for (const [index, line] of lines.entries()) {
    if (line.kind === "group") team = line.count;
    const together = line.kind === "agent" && team <= UNBROKEN_MAX;
    const rest = groups.length > 1 && line.kind === "group" ? line.count + 1 : 0;
    const full =
      column.length >= share ||
      (rest > 0 && column.length > share / 2 && column.length + rest > share * 1.2);
    if (full && !together && index > 0 && found.length < columns - 1) {
      found.push(column);
      column = [];
    }
    column.push(line);
  }
  if (column.length > 0) found.push(column);
  return found;
}

/** Which lines of a column are drawn: what is seen, and some above and below. */
export function windowOf(
  top: number,
  height: number,
  row: number,
  count: number,
  spare = 12,
): { from: number; to: number } {
  const from = Math.max(0, Math.floor(top / row) - spare);
  return { from, to: Math.min(count, Math.ceil((top + height) / row) + spare) };
}

/** Where an arrow leads from a person; beside means the nearest person in the next column. */
export function neighbour(
  columns: readonly (readonly Line[])[],
  id: number | null,
  key: string,
): number | null {
  const people = columns.map((column) =>
    column.flatMap((line, row) => (line.kind === "agent" ? [{ id: line.id, row }] : [])),
  );
  const at = people.findIndex((column) => column.some((one) => one.id === id));
  const column = people[at];
  if (!column) return people[0]?.[0]?.id ?? null;
  const index = column.findIndex((one) => one.id === id);
  const row = column[index]?.row ?? 0;
  const beside = (other: readonly { id: number; row: number }[] | undefined) =>
    other?.reduce(
      (best, one) => (Math.abs(one.row - row) < Math.abs(best.row - row) ? one : best),
      other[0] ?? { id: id ?? 0, row },
    ).id;
  switch (key) {
    case "ArrowDown":
      return column[index + 1]?.id ?? people[at + 1]?.[0]?.id ?? id;
    case "ArrowUp":
      return column[index - 1]?.id ?? people[at - 1]?.at(-1)?.id ?? id;
    case "ArrowRight":
      return beside(people[at + 1]) ?? id;
    case "ArrowLeft":
      return beside(people[at - 1]) ?? id;
    case "Home":
      return people[0]?.[0]?.id ?? id;
    case "End":
      return people.at(-1)?.at(-1)?.id ?? id;
    default:
      return null;
  }
}

/** Those who wait in a queue, in the order in which they will be asked: priority first, then who came first. */
export const waitingIn = (
  queue: number,
  interactions: Iterable<InteractionView>,
): InteractionView[] =>
  [...interactions]
    .filter(
      ({ live }) => live.queue === queue && (live.phase === "waiting" || live.phase === "offered"),
    )
    .sort((a, b) => b.live.priority - a.live.priority || a.live.queued_at - b.live.queued_at);

/** Whom one can lend: signed in, not of this queue; the free ones first, then by name. */
export const lendable = (queue: number, agents: Iterable<AgentView>): AgentView[] =>
  [...agents]
    .filter((agent) => agent.live.presence !== "offline" && !agent.queues.includes(queue))
    .sort(
      (a, b) =>
        Number(b.live.state === "ready") - Number(a.live.state === "ready") ||
        a.name.localeCompare(b.name),
    );

/** Who is in the list, whatever the order. */
const membersOf = (groups: readonly Group[]): string =>
  keyOf(groups.map(({ name, ids }) => ({ name, ids: [...ids].sort((a, b) => a - b) })));

/**
 * Who is shown, looked at with each change of the center: the same thing as long as nobody comes or goes. Trouble first is put in order
 * when it is asked for, because rows that jump cannot be pressed.
 */
export function groupsKept(
  teams: readonly Team[],
  filters: Filters,
  alarmed: ReadonlyMap<number, Judgement>,
): (
  agents: ReadonlyMap<number, AgentView>,
  queues: ReadonlyMap<number, QueueView>,
) => readonly Group[] {
  let kept: readonly Group[] | null = null;
  let seen: readonly [unknown, unknown] | null = null;
  return (agents, queues) => {
    // React asks several times for each message, most messages are pulses, and names of queues matter only to a text.
    const named = filters.text === "" ? null : queues;
    if (kept !== null && seen?.[0] === agents && seen[1] === named) return kept;
    seen = [agents, named];
    const found = groupsOf(agents, queues, teams, filters, alarmed);
    const same = filters.sort === "trouble" ? membersOf : keyOf;
    if (kept === null || same(kept) !== same(found)) kept = found;
    return kept;
  };
}
