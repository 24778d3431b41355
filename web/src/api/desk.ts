import { api, type Page } from "./client";

/** How a conversation ended, as the administrator has named it. */
export interface Disposition {
  id: number;
  code: string;
  name_en: string;
  name_de: string;
  /** Empty: for all queues. */
  queues: number[];
  position: number;
  active: boolean;
}

export interface NotReadyReason {
  id: number;
  code: string;
  name_en: string;
  name_de: string;
  productive: boolean;
  position: number;
}

interface Named {
  id: number;
  name: string;
}

/** One row of the list of interactions and of a contact's timeline. Instants are ISO 8601, durations seconds. */
export interface InteractionRow {
  id: string;
  medium: string;
  direction: string;
  caller: string;
  caller_name: string;
  dialled: string;
  contact: Named | null;
  queue: Named | null;
  agent: Named | null;
  arrived_at: string;
  queued_at: string | null;
  connected_at: string | null;
  ended_at: string | null;
  wait_seconds: number | null;
  talk_seconds: number | null;
  hold_seconds: number | null;
  wrap_up_seconds: number | null;
  outcome: "answered" | "abandoned" | "in_flow_ended" | "rejected" | "open";
  cause: string;
  path: { key: string; label: string }[];
  disposition: Named | null;
  note: string;
  has_recording: boolean;
}

export interface ContactDetail {
  id: number;
  external_id: string | null;
  name: string;
  company: string;
  language: string;
  note: string;
  phone_numbers: { number: string; kind: string }[];
  email_addresses: { address: string; kind: string }[];
}

const LIST_MAX = 200;

export const fetchDispositions = async (): Promise<Disposition[]> =>
  (await api.get<Page<Disposition>>("/dispositions", { limit: LIST_MAX })).results;

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

export interface InteractionChange {
  note?: string;
  disposition?: number | null;
  contact?: number;
}

export const changeInteraction = (id: string, change: InteractionChange): Promise<InteractionRow> =>
  api.patch<InteractionRow>(`/interactions/${id}`, change);
