/** People in the CRM. */
import type { Origin } from "@/contracts/contracts.gen";
import { api, type Page, type Query } from "./client";
import type { Interaction } from "./interactions";

export interface Contact {
  id: number;
  /** The key of another system; null or "" when there is none. */
  external_id: string | null;
  name: string;
  company: string;
  language: string;
  note: string;
  phone_numbers: { number: string; kind: string; origin: Origin }[];
  email_addresses: { address: string; kind: string }[];
}

/** What people write of a contact. */
export type ContactDraft = Omit<Contact, "id" | "phone_numbers"> & {
  phone_numbers: { number: string; kind: string }[];
};

export const fetchContacts = (query: Query): Promise<Page<Contact>> => api.get("/contacts", query);
export const fetchContact = (id: number): Promise<Contact> => api.get(`/contacts/${id}`);
export const createContact = (draft: ContactDraft): Promise<Contact> =>
  api.post("/contacts", draft);
export const changeContact = (id: number, part: Partial<ContactDraft>): Promise<Contact> =>
  api.patch(`/contacts/${id}`, part);
export const deleteContact = (id: number): Promise<undefined> => api.delete(`/contacts/${id}`);
export const fetchTimeline = (id: number, cursor: string | null): Promise<Page<Interaction>> =>
  api.get(`/contacts/${id}/timeline`, { cursor });
