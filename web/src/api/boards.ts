/** Wallboards that people put together, and what their tiles can show. */
import type { Board, BoardMeasure, Sharing, Tile } from "@/contracts/contracts.gen";
import { api } from "./client";
import { fetchAll } from "./resources";

interface BoardContent {
  readonly name: string;
  readonly sharing: Sharing;
  readonly teams: readonly number[];
  readonly tiles: readonly Tile[];
}

/** A number in the reader's language. */
export interface MeasureDefinition {
  readonly measure: BoardMeasure;
  readonly name: string;
  readonly formula: string;
  readonly unit: "count" | "share" | "seconds" | "factor";
  readonly better: "more" | "less" | "neither";
  readonly of: "queues_now" | "queues_today" | "agents_now";
  readonly trend: boolean;
}

interface TrendPoint {
  /** ISO 8601. */
  readonly start: string;
  readonly end: string;
  /** Seconds, a share of 0 to 1, or a count; null is no value. */
  readonly value: number | null;
}

export interface Trend {
  readonly measure: BoardMeasure;
  readonly points: readonly TrendPoint[];
}

export const fetchBoards = (): Promise<Board[]> => fetchAll<Board>("/boards");
export const fetchBoard = (id: number): Promise<Board> => api.get(`/boards/${id}`);
export const createBoard = (content: BoardContent): Promise<Board> => api.post("/boards", content);
export const saveBoard = (id: number, version: number, content: BoardContent): Promise<Board> =>
  api.put(`/boards/${id}`, { ...content, version });
export const deleteBoard = (id: number): Promise<undefined> => api.delete(`/boards/${id}`);
export const copyBoard = (id: number, name: string): Promise<Board> =>
  api.post(`/boards/${id}/copy`, { name });
export const fetchMeasures = (language: string): Promise<MeasureDefinition[]> =>
  api.get("/boards/measures", { language });

interface TrendQuery {
  readonly measure: BoardMeasure;
  readonly queues: readonly number[];
  readonly hours: number;
  readonly minutes: number;
}

export function fetchTrend({ measure, queues, hours, minutes }: TrendQuery): Promise<Trend> {
  const asked = new URLSearchParams({ measure, hours: String(hours), minutes: String(minutes) });
  for (const queue of queues) asked.append("queue", String(queue));
  return api.get(`/boards/trend?${asked.toString()}`);
}
