import type { office as english } from "../en/office";
import type { Translated } from "../catalogue";
import { admin } from "./admin";
import { contacts } from "./contacts";
import { reports } from "./reports";
import { routing } from "./routing";

export const office: Translated<typeof english> = {
  ...admin,
  ...contacts,
  ...reports,
  ...routing,
};
