/** Who would be asked: the same rule as the routing's, for a look before saving. Membership and all skills, each at its level. */
import type { Agent, RequiredSkill } from "@/api/configuration";

export const lacks = (agent: Pick<Agent, "skills">, required: RequiredSkill): boolean =>
  !agent.skills.some((held) => held.skill === required.skill && held.level >= required.level_min);

export function staffing(
  queue: number,
  required: readonly RequiredSkill[],
  agents: readonly Agent[],
): { match: Agent[]; lack: Agent[] } {
  const members = agents.filter((agent) => agent.queues.includes(queue));
  const match = members.filter((agent) => !required.some((skill) => lacks(agent, skill)));
  return { match, lack: members.filter((agent) => !match.includes(agent)) };
}

/** The agent's skills with one level changed; 0 takes the skill away. */
export function withLevel(
  agent: Pick<Agent, "skills">,
  skill: number,
  level: number,
): Agent["skills"] {
  const others = agent.skills.filter((held) => held.skill !== skill);
  return level === 0 ? others : [...others, { skill, level }];
}
