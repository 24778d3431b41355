import { useSyncExternalStore } from "react";
import type { Line } from "@/softphone/line-watch";
import { lineWatch } from "./browser";

/** How the line of the call is, read once a second. */
export const useQuality = (): Line => useSyncExternalStore(lineWatch.subscribe, lineWatch.line);
