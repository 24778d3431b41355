import type { Translated } from "../catalogue";
import type { calls as english } from "../en/calls";

export const calls: Translated<typeof english> = {};
