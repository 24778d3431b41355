import type { InteractionRow } from "@/api/desk";
import { phoneNumber } from "@/ui/phone";

/** Who it was: the contact, what the line said, or the number. */
export const nameOfRow = (row: InteractionRow, unknown: string): string =>
  row.contact?.name ?? (row.caller_name || phoneNumber(row.caller) || unknown);
