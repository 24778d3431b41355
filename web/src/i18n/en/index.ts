import { admin } from "./admin";
import { calls } from "./calls";
import { common } from "./common";
import { contacts } from "./contacts";
import { control } from "./control";
import { desk } from "./desk";
import { reports } from "./reports";
import { routing } from "./routing";
import { ui } from "./ui";
import { wallboard } from "./wallboard";

/** English: the catalogue that all others must equal in keys and in names to fill in. */
export const messages = {
  ...common,
  ...ui,
  ...desk,
  ...wallboard,
  ...calls,
  ...reports,
  ...contacts,
  ...control,
  ...admin,
  ...routing,
} as const;
