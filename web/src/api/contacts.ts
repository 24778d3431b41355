/** People in the CRM. */
import { api, type Page, type Query } from "./client";
import type { Interaction } from "./interactions";

export type NumberKind = "mobile" | "work" | "home" | "other";
export type AddressKind = "work" | "home" | "other";

export interface Contact {
  id: number;
  external_id: string;
  name: string;
  company: string;
  language: string;
  note: string;
  phone_numbers: { number: string; kind: NumberKind }[];
  email_addresses: { address: string; kind: AddressKind }[];
}

export type ContactDraft = Omit<Contact, "id">;

export const fetchContacts = (query: Query): Promise<Page<Contact>> => api.get("/contacts", query);
export const fetchContact = (id: number): Promise<Contact> => api.get(`/contacts/${id}`);
export const createContact = (draft: ContactDraft): Promise<Contact> =>
  api.post("/contacts", draft);
export const changeContact = (id: number, part: Partial<ContactDraft>): Promise<Contact> =>
  api.patch(`/contacts/${id}`, part);
export const deleteContact = (id: number): Promise<undefined> => api.delete(`/contacts/${id}`);
export const fetchTimeline = (id: number, cursor: string | null): Promise<Page<Interaction>> =>
  api.get(`/contacts/${id}/timeline`, { cursor });
