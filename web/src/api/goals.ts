/** Goals for agents' numbers, and a day against them. */
import { api } from "./client";
import { resource } from "./resources";
import type * as schema from "./schema.gen";

export type Goal = Required<schema.Goal>;
export type GoalMeasure = schema.Measure;
/** One number of an agent's day; seconds, a share of 0 to 1, or a count. */
export type DayNumber = schema.DayNumber;
export type AgentDay = schema.Day;

export const goals = resource<Goal>("/goals");

export const fetchGoalMeasures = (): Promise<GoalMeasure[]> => api.get("/goals/measures");

/** The local day of this time zone (IANA name), until now. */
export const fetchDay = (agent: number, timeZone: string): Promise<AgentDay> =>
  api.get<AgentDay>(`/agents/${agent}/day`, { time_zone: timeZone });
