import { admin } from "./admin";
import { contacts } from "./contacts";
import { reports } from "./reports";
import { routing } from "./routing";

/** The words that no desk needs: fetched with the first page of administration, contacts or reports. */
export const office = { ...admin, ...contacts, ...reports, ...routing } as const;
