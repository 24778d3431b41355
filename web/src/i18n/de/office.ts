import type { office as english } from "../en/office";
import type { Translated } from "../catalogue";
import { admin } from "./admin";
import { contacts } from "./contacts";
import { floor } from "./floor";
import { outcomes } from "./outcomes";
import { picture } from "./picture";
import { reports } from "./reports";
import { routing } from "./routing";

export const office: Translated<typeof english> = {
  ...admin,
  ...contacts,
  ...floor,
  ...outcomes,
  ...picture,
  ...reports,
  ...routing,
};
