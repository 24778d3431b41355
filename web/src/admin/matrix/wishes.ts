/** From cells to what the server takes: an agent's skills, or queues with their ranks. Pure. */
import type { Agent } from "@/api/configuration";
import type { WantedChange } from "@/api/drafts";
import { withLevel } from "../rooms/staffing";
import { wishesOf, type Matrix, type Named, type Table } from "./matrix.model";

export type Measure = "skills" | "queues";

export const MAX: Record<Measure, number> = { skills: 5, queues: 9 };

const heldIn: Record<Measure, (agent: Agent) => Iterable<readonly [number, number]>> = {
  skills: (agent) => agent.skills.map((one) => [one.skill, one.level] as const),
  queues: (agent) => agent.queues.map((queue) => [queue, agent.levels[queue] ?? 1] as const),
};

/** The levels of all agents; `rows` and `columns` are what is shown of them. */
export function tableOf(
  measure: Measure,
  agents: readonly Agent[],
  rows: readonly Named[],
  columns: readonly Named[],
): Table {
  const saved = new Map(agents.map((agent) => [agent.id, new Map(heldIn[measure](agent))]));
  return {
    rows,
    columns,
    max: MAX[measure],
    saved: (row, column) => saved.get(row)?.get(column) ?? 0,
  };
}

/** An agent's skills or queues with some levels changed; 0 takes one away. */
function fieldsOf(
  measure: Measure,
  agent: Agent,
  levels: ReadonlyMap<number, number>,
): Partial<Agent> {
  if (measure === "skills") {
    const changed = [...levels].reduce(
      (held, [skill, level]) => ({ skills: withLevel(held, skill, level) }),
      { skills: agent.skills },
    );
    return { skills: changed.skills };
  }
  const ranks = new Map(heldIn.queues(agent));
  for (const [queue, rank] of levels)
    if (rank === 0) ranks.delete(queue);
    else ranks.set(queue, rank);
  return { queues: [...ranks.keys()], levels: Object.fromEntries(ranks) };
}

/** What is wanted, an agent a change, and what takes it back. */
export function changesOf(
  measure: Measure,
  matrix: Matrix,
  table: Pick<Table, "saved">,
  agents: readonly Agent[],
): { changes: WantedChange[]; undo: WantedChange[] } {
  const wishes = wishesOf(matrix, table);
  const changed = agents.filter((agent) => wishes.has(agent.id));
  const change = (agent: Agent, levels: ReadonlyMap<number, number>): WantedChange => ({
    kind: "agents",
    id: agent.id,
    deed: "changed",
    fields: fieldsOf(measure, agent, levels),
  });
  return {
    changes: changed.map((agent) => change(agent, wishes.get(agent.id) ?? new Map())),
    undo: changed.map((agent) => change(agent, new Map())),
  };
}
