import type { Catalogue } from "../catalogue";
import { common } from "./common";
import { desk } from "./desk";
import { ui } from "./ui";

export const messages: Catalogue = { ...common, ...ui, ...desk };
