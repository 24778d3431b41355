import { admin } from "./admin";
import { contacts } from "./contacts";
import { floor } from "./floor";
import { outcomes } from "./outcomes";
import { picture } from "./picture";
import { reports } from "./reports";
import { routing } from "./routing";

/** The words that no desk needs: fetched with the first page of administration, contacts or reports. */
export const office = {
  ...admin,
  ...contacts,
  ...floor,
  ...outcomes,
  ...picture,
  ...reports,
  ...routing,
} as const;
