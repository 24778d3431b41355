import type { Catalogue } from "../catalogue";
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

export const messages: Catalogue = {
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
};
