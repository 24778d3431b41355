/** One change for many agents: which fields of whom differ then. Pure. */
import type { Agent, HeldSkill, Team } from "@/api/configuration";
import type { WantedChange } from "@/api/drafts";
import type { Locale } from "@/ui/format";

/** What is left alone is empty or null. */
export interface BulkWish {
  readonly addTeams: readonly number[];
  readonly takeTeams: readonly number[];
  readonly addQueues: readonly number[];
  /** 1 is asked first, 9 last; of the queues that are added. */
  readonly rank: number;
  readonly takeQueues: readonly number[];
  readonly setSkills: readonly HeldSkill[];
  readonly takeSkills: readonly number[];
  readonly alwaysOn: boolean | null;
  readonly active: boolean | null;
  readonly language: Locale | null;
}

export const NOTHING: BulkWish = {
  addTeams: [],
  takeTeams: [],
  addQueues: [],
  rank: 1,
  takeQueues: [],
  setSkills: [],
  takeSkills: [],
  alwaysOn: null,
  active: null,
  language: null,
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function queuesOf(wish: BulkWish, agent: Agent): Pick<Agent, "queues" | "levels"> {
  const ranks = new Map(agent.queues.map((queue) => [queue, agent.levels[queue] ?? 1]));
  wish.takeQueues.forEach((queue) => ranks.delete(queue));
  wish.addQueues.forEach((queue) => ranks.set(queue, wish.rank));
  return { queues: [...ranks.keys()], levels: Object.fromEntries(ranks) };
}

function skillsOf(wish: BulkWish, agent: Agent): HeldSkill[] {
  const levels = new Map(agent.skills.map((one) => [one.skill, one.level]));
  wish.takeSkills.forEach((skill) => levels.delete(skill));
  wish.setSkills.forEach((one) => levels.set(one.skill, one.level));
  return [...levels].map(([skill, level]) => ({ skill, level }));
}

/** The fields of one agent that differ then. */
function fieldsOf(wish: BulkWish, agent: Agent): Partial<Agent> {
  const { queues, levels } = queuesOf(wish, agent);
  const before = queuesOf(NOTHING, agent);
  const skills = skillsOf(wish, agent);
  const language = agent.username === "" ? null : wish.language;
  return {
    ...(same({ queues, levels }, before) ? {} : { queues, levels }),
    ...(same(skills, skillsOf(NOTHING, agent)) ? {} : { skills }),
    ...(wish.alwaysOn === null || wish.alwaysOn === agent.always_on
      ? {}
      : { always_on: wish.alwaysOn }),
    ...(wish.active === null || wish.active === agent.active ? {} : { active: wish.active }),
    ...(language === null || language === agent.language ? {} : { language }),
  };
}

function membersOf(wish: BulkWish, team: Team, agents: readonly Agent[]): number[] {
  const members = new Set(team.agents);
  if (wish.takeTeams.includes(team.id)) agents.forEach((agent) => members.delete(agent.id));
  if (wish.addTeams.includes(team.id)) agents.forEach((agent) => members.add(agent.id));
  return [...members].sort((a, b) => a - b);
}

const changed = (kind: string, id: number, fields: object): WantedChange => ({
  kind,
  id,
  deed: "changed",
  fields,
});

const pick = (agent: Agent, keys: readonly string[]): object =>
  Object.fromEntries(Object.entries(agent).filter(([key]) => keys.includes(key)));

/** Only what differs: who is so already is no change. `undo` takes all of it back. */
export function changesOf(
  wish: BulkWish,
  agents: readonly Agent[],
  teams: readonly Team[],
): { changes: WantedChange[]; undo: WantedChange[] } {
  const people = agents
    .map((agent) => ({ agent, fields: fieldsOf(wish, agent) }))
    .filter(({ fields }) => Object.keys(fields).length > 0);
  const groups = teams
    .map((team) => ({
      team,
      before: [...team.agents].sort((a, b) => a - b),
      after: membersOf(wish, team, agents),
    }))
    .filter(({ before, after }) => !same(before, after));
  return {
    changes: [
      ...people.map(({ agent, fields }) => changed("agents", agent.id, fields)),
      ...groups.map(({ team, after }) => changed("teams", team.id, { agents: after })),
    ],
    undo: [
      ...people.map(({ agent, fields }) =>
        changed("agents", agent.id, pick(agent, Object.keys(fields))),
      ),
      ...groups.map(({ team, before }) => changed("teams", team.id, { agents: before })),
    ],
  };
}
