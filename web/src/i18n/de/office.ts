import type { office as english } from "../en/office";
import type { Translated } from "../catalogue";
import { admin } from "./admin";
import { boards } from "./boards";
import { contacts } from "./contacts";
import { dialling } from "./dialling";
import { floor } from "./floor";
import { followUpsPage } from "./follow-ups-page";
import { goals } from "./goals";
import { flow } from "./flow";
import { hours } from "./hours";
import { limits } from "./limits";
import { matrix } from "./matrix";
import { outcomes } from "./outcomes";
import { picture } from "./picture";
import { drafting } from "./drafting";
import { replay } from "./replay";
import { replays } from "./replays";
import { reports } from "./reports";
import { routing } from "./routing";
import { setup } from "./setup";
import { speedDials } from "./speed-dials";

export const office: Translated<typeof english> = {
  ...admin,
  ...boards,
  ...contacts,
  ...dialling,
  ...floor,
  ...followUpsPage,
  ...goals,
  ...flow,
  ...hours,
  ...limits,
  ...matrix,
  ...outcomes,
  ...picture,
  ...replay,
  ...replays,
  ...reports,
  ...routing,
  ...drafting,
  ...setup,
  ...speedDials,
};
