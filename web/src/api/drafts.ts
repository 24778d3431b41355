/** Trying changes out, drafts, and many changes at once. */
import { api } from "./client";
import { fetchAll } from "./resources";
import type * as schema from "./schema.gen";

export type Effects = schema.Effects;
export type Consequence = schema.Consequence;
export type Outlook = schema.Outlook;
export type Draft = Required<schema.Draft>;
export type CsvPreview = schema.CsvPreview;

type Deed = "created" | "changed" | "removed" | "published";

/** One change as the server takes it; `id` null for a thing that is to be created. */
export interface WantedChange {
  kind: string;
  id: number | null;
  deed: Deed;
  fields?: object;
}

export const DRAFTS = "/configuration/drafts";
export const draftPath = (draft: number): string => `${DRAFTS}/${draft}`;

/** What these changes would do, upon what is in force or upon a draft; nothing is changed. */
export const previewChanges = (
  changes: readonly WantedChange[],
  draft: number | null,
): Promise<Effects> => api.post("/configuration/preview", { changes, draft });

/** All of them in one version, or none; with a draft they are added to it. */
export const makeChanges = (
  changes: readonly WantedChange[],
  draft: number | null,
): Promise<{ version: number }> => api.post("/configuration/changes", { changes, draft });

/** Drafts that are not published yet, newest first. */
export const fetchDrafts = (): Promise<Draft[]> => fetchAll<Draft>(DRAFTS, { open: true });
export const beginDraft = (name: string): Promise<Draft> => api.post(DRAFTS, { name });
export const changeDraft = (
  draft: number,
  part: { name?: string; publish_at?: string | null },
): Promise<Draft> => api.patch(draftPath(draft), part);
export const discardDraft = (draft: number): Promise<undefined> => api.delete(draftPath(draft));
export const publishDraft = (draft: number): Promise<Draft> =>
  api.post(`${draftPath(draft)}/publish`);
export const fetchOutlook = (draft: number): Promise<Outlook> =>
  api.get(`${draftPath(draft)}/effects`);
/** Takes back what the draft wanted of one thing. */
export const takeBack = (draft: number, kind: string, id: number): Promise<unknown> =>
  api.delete(`${draftPath(draft)}/changes/${kind}/${id}`);

export const fetchAgentsCsv = async (): Promise<string> =>
  (await api.get<{ text: string }>("/agents.csv")).text;
/** What each line would do; nothing is changed. */
export const previewAgentsCsv = (text: string): Promise<CsvPreview> =>
  api.post("/agents.csv", { text });
