/** Limits with their use, and numbers tried against dial rules. */
import type * as schema from "./schema.gen";
import { api } from "./client";

export type NamedLimit = schema.NamedLimit;
export type NumberVerdict = schema.NumberVerdict;

export const fetchLimits = (): Promise<NamedLimit[]> => api.get("/limits");
export const tryNumber = (number: string, dialling: object): Promise<NumberVerdict> =>
  api.post("/dialling/try", { number, dialling });
