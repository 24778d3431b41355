import { common } from "./common";
import { desk } from "./desk";
import { ui } from "./ui";

/** English: the catalogue that all others must equal in keys and in names to fill in. */
export const messages = { ...common, ...ui, ...desk } as const;
