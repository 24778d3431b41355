import type { Translated } from "../catalogue";
import type { desk as english } from "../en/desk";

export const desk: Translated<typeof english> = {
  "desk.title": "Arbeitsplatz",
};
