/** Days replayed with something changed. */
import type * as schema from "./schema.gen";
import { api, type Page } from "./client";

export type Replay = schema.ReplayDetail;
export type Compared = schema.Compared;
export type RecordedDay = schema.RecordedDay;

export const fetchReplays = async (): Promise<schema.Replay[]> =>
  (await api.get<Page<schema.Replay>>("/replays", { limit: 10 })).results;

export const fetchReplay = (id: number): Promise<Replay> => api.get(`/replays/${id}`);

export const fetchRecordedDays = (): Promise<RecordedDay[]> => api.get("/replays/days");

export const orderReplay = (wish: object): Promise<Replay> => api.post("/replays", wish);

/** Cancels one that is open, forgets one that is over. */
export const endReplay = (id: number): Promise<unknown> => api.delete(`/replays/${id}`);
