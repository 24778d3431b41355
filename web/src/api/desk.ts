import type { LegReport } from "@/softphone/leg-quality";
import { api, type Page } from "./client";
import type * as schema from "./schema.gen";

/** How a conversation ended, as the administrator has named it. No queues: for all. */
export type Disposition = Required<schema.Disposition>;
/** A field of the center's own at wrap-up. No queues: for all. */
export type OutcomeField = Required<schema.OutcomeField>;
export type NotReadyReason = Required<schema.NotReadyReason>;

/** One row of the list of interactions and of a contact's timeline. Instants are ISO 8601, durations seconds. */
export type InteractionRow = schema.Interaction;
export type ContactDetail = Required<schema.Contact>;
export type InteractionChange = schema.PatchedNoteRequest;

const LIST_MAX = 200;

export const fetchDispositions = async (): Promise<Disposition[]> =>
  (await api.get<Page<Disposition>>("/dispositions", { limit: LIST_MAX })).results;

export const fetchOutcomeFields = async (): Promise<OutcomeField[]> =>
  (await api.get<Page<OutcomeField>>("/outcome-fields", { limit: LIST_MAX })).results;

export const fetchNotReadyReasons = async (): Promise<NotReadyReason[]> =>
  (await api.get<Page<NotReadyReason>>("/not-ready-reasons", { limit: LIST_MAX })).results;

export const fetchContact = (id: number): Promise<ContactDetail> =>
  api.get<ContactDetail>(`/contacts/${id}`);

export const fetchContactTimeline = async (id: number): Promise<InteractionRow[]> =>
  (await api.get<Page<InteractionRow>>(`/contacts/${id}/timeline`, { limit: 50 })).results;

export const createContact = (name: string, number: string): Promise<ContactDetail> =>
  api.post<ContactDetail>("/contacts", {
    name,
    phone_numbers: number === "" ? [] : [{ number, kind: "main" }],
  });

export const fetchInteraction = (id: string): Promise<InteractionRow> =>
  api.get<InteractionRow>(`/interactions/${id}`);

/** Interactions of one agent since an instant, newest first. */
export const fetchAgentDay = async (agent: number, from: Date): Promise<InteractionRow[]> =>
  (
    await api.get<Page<InteractionRow>>("/interactions", {
      agent,
      from: from.toISOString(),
      limit: LIST_MAX,
    })
  ).results;

export const changeInteraction = (id: string, change: InteractionChange): Promise<schema.Noted> =>
  api.patch<schema.Noted>(`/interactions/${id}`, change);

/** What the softphone measured, at the end of its leg. */
export const sendLegQuality = (id: string, report: LegReport): Promise<undefined> =>
  api.post<undefined>(`/interactions/${id}/leg-quality`, report);
