import { api, type Page } from "./client";
import type * as schema from "./schema.gen";

export type FollowUp = schema.FollowUp;
export type FollowUpHands = schema.Hands;
export type FollowUpChange = Partial<schema.FollowUpWriteRequest>;
export type NewFollowUp = schema.FollowUpWriteRequest;

/** Which ones; what is left out does not narrow. */
export interface FollowUpFilter {
  readonly mine?: boolean;
  readonly team?: number;
  readonly agent?: number;
  readonly contact?: number;
  readonly interaction?: string;
  readonly open?: boolean;
  readonly done_since?: string;
}

/** As many as the server gives at once, and more than anybody reads. */
const LIST_MAX = 200;

export const fetchFollowUps = (filter: FollowUpFilter, cursor?: string | null) =>
  api.get<Page<FollowUp>>("/follow-ups", { ...filter, cursor, limit: LIST_MAX });

export const fetchFollowUpHands = (): Promise<FollowUpHands> =>
  api.get<FollowUpHands>("/follow-ups/hands");

export const createFollowUp = (wanted: NewFollowUp): Promise<FollowUp> =>
  api.post<FollowUp>("/follow-ups", wanted);

export const changeFollowUp = (id: number, change: FollowUpChange): Promise<FollowUp> =>
  api.patch<FollowUp>(`/follow-ups/${id}`, change);

export const deleteFollowUp = (id: number): Promise<undefined> => api.delete(`/follow-ups/${id}`);
