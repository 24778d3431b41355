import type { messages as english } from "../en";
import type { Translated } from "../catalogue";
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

export const messages: Translated<typeof english> = {
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
};
