/** Which agents are shown: by name, team and queue. Pure. */
import type { Agent } from "@/api/configuration";

/** 0 = any. */
export interface AgentFilter {
  readonly name: string;
  readonly team: number;
  readonly queue: number;
}

export const EVERYBODY: AgentFilter = { name: "", team: 0, queue: 0 };

export const isNarrowed = (filter: AgentFilter): boolean =>
  filter.name.trim() !== "" || filter.team !== 0 || filter.queue !== 0;

/** In the order of their names; every word of the name asked for has to be in an agent's name or user name. */
export function filtered(agents: readonly Agent[], filter: AgentFilter): Agent[] {
  const words = filter.name.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return agents
    .filter((agent) => {
      const said = `${agent.name} ${agent.username}`.toLocaleLowerCase();
      return (
        words.every((word) => said.includes(word)) &&
        (filter.team === 0 || agent.teams.includes(filter.team)) &&
        (filter.queue === 0 || agent.queues.includes(filter.queue))
      );
    })
    .sort((a, b) => a.name.localeCompare(b.name) || a.id - b.id);
}
