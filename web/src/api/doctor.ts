/** What is well in the center and what is not. */
import { api } from "./client";
import type * as schema from "./schema.gen";

export type Finding = schema.Finding;
export type Examination = schema.Examination;

/** Looks and asks; changes nothing. Takes some seconds. */
export const examine = (): Promise<Examination> => api.post("/doctor");
