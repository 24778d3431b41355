import type { FollowUpFilter } from "@/api/follow-ups";
import { useDesk } from "./useDesk";

/** What was promised to whoever calls: the contact's, or this call's where nobody has put a name to the number. */
export function useFilterOfCall(): FollowUpFilter | null {
  const { input } = useDesk();
  const { interaction } = input;
  if (!interaction) return null;
  const { contact, live } = interaction;
  return contact ? { contact: contact.id } : { interaction: live.id };
}
