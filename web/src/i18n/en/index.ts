import { calls } from "./calls";
import { common } from "./common";
import { control } from "./control";
import { day } from "./day";
import { desk } from "./desk";
import { followUps } from "./follow-ups";
import { inbox } from "./inbox";
import { ui } from "./ui";
import { wallboard } from "./wallboard";
import { work } from "./work";

/** English: the catalogue that all others must equal in keys and in names to fill in. What no desk needs stands in office.ts. */
export const messages = {
  ...common,
  ...ui,
  ...desk,
  ...day,
  ...followUps,
  ...wallboard,
  ...calls,
  ...control,
  ...work,
  ...inbox,
} as const;
