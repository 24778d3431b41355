import type { Translated } from "../catalogue";
import type { reports as english } from "../en/reports";

export const reports: Translated<typeof english> = { "reports.title": "x" };
