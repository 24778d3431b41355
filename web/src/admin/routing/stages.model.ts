/** Who is asked as a caller waits longer: the same rule as the routing's (acd/core/rings.py), for a look before saving. */
import type { Agent, RequiredSkill, Ring, Team } from "@/api/configuration";
import { lacks } from "../rooms/staffing";

export interface Stage {
  from: number;
  /** Null for the last one: until somebody answers. */
  to: number | null;
  required: readonly RequiredSkill[];
  /** All teams that are asked by now. */
  teams: readonly number[];
  /** How many agents would be asked. */
  agents: number;
}

/** The queue's own requirement first, then each ring in order of time. */
export function stages(
  queue: number | null,
  required: readonly RequiredSkill[],
  rings: readonly Ring[],
  agents: readonly Agent[],
  teams: readonly Team[],
): Stage[] {
  const inOrder = [...rings]
    .filter((ring) => !Number.isNaN(ring.after_seconds))
    .sort((a, b) => a.after_seconds - b.after_seconds);
  let skills = required;
  let asked: readonly number[] = [];
  const starts = [{ from: 0, skills, asked }];
  for (const ring of inOrder) {
    skills = ring.required_skills ?? skills;
    asked = [...new Set([...asked, ...ring.teams])];
    starts.push({ from: ring.after_seconds, skills, asked });
  }
  return starts.map((start, index) => {
    const members = new Set(
      teams.filter((team) => start.asked.includes(team.id)).flatMap((team) => team.agents),
    );
    const able = agents.filter(
      (agent) =>
        agent.active &&
        ((queue !== null && agent.queues.includes(queue)) || members.has(agent.id)) &&
        !start.skills.some((skill) => lacks(agent, skill)),
    );
    return {
      from: start.from,
      to: starts[index + 1]?.from ?? null,
      required: start.skills,
      teams: start.asked,
      agents: able.length,
    };
  });
}

/** Width of each stage in seconds; the last one, which has no end, is drawn a third as long as all before it. */
export const widths = (all: readonly Stage[]): number[] => {
  const end = all[all.length - 1]?.from ?? 0;
  return all.map((stage) => (stage.to === null ? Math.max(end / 3, 1) : stage.to - stage.from));
};
