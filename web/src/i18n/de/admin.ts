import type { Translated } from "../catalogue";
import type { admin as english } from "../en/admin";

export const admin: Translated<typeof english> = { "admin.title": "x" };
