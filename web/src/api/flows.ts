/** IVR flows: one draft that is edited, and versions that are published whole. Shapes follow contracts/flows.py. */
import { api } from "./client";
import { fetchAll, resource } from "./resources";

export interface Prompt {
  language: string;
  text: string;
  media?: string;
}

interface Greeting {
  kind: "greeting";
  id: string;
  prompts: Prompt[];
  next: string;
}

export interface Menu {
  kind: "menu";
  id: string;
  prompts: Prompt[];
  choices: Record<string, string>;
  labels: Record<string, string>;
  otherwise: string;
  wrong_key_prompts: Prompt[];
  answer_seconds_max: number;
  attempts_max: number;
}

export interface Opening {
  /** 0 is Monday. */
  weekday: number;
  /** Local time, `08:00` or `08:00:00`. */
  opens: string;
  closes: string;
}

export interface Hours {
  kind: "hours";
  id: string;
  time_zone: string;
  openings: Opening[];
  open_next: string;
  closed_next: string;
  closed_on: string[];
}

export interface Enqueue {
  kind: "queue";
  id: string;
  queue: number;
  language: string;
  priority: number;
  /** Beside the queue's own. */
  required_skills?: { skill: number; level_min: number }[];
  label?: number | null;
}

interface HangUp {
  kind: "hang_up";
  id: string;
  prompts: Prompt[];
}

export type FlowNode = Greeting | Menu | Hours | Enqueue | HangUp;
export type NodeKind = FlowNode["kind"];

export interface FlowDraft {
  entry: string;
  nodes: FlowNode[];
}

export interface FlowProblem {
  /** "" when the whole flow is meant. */
  node: string;
  code: string;
  detail: string;
}

export interface Flow {
  id: number;
  name: string;
  draft: FlowDraft;
  published_version: number | null;
  problems: FlowProblem[];
}

export interface FlowVersion {
  version: number;
  published_at: string;
  published_by: string | null;
  content?: FlowDraft;
}

export const flows = resource<Flow>("/flows");
export const publishFlow = (id: number): Promise<FlowVersion> => api.post(`/flows/${id}/publish`);
export const fetchFlowVersions = (id: number): Promise<FlowVersion[]> =>
  fetchAll(`/flows/${id}/versions`);
