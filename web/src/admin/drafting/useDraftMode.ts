import { useSyncExternalStore } from "react";
import { DraftMode } from "./mode";

export const draftMode = new DraftMode(sessionStorage);

/** The draft into which this tab collects, null when each change is made at once. */
export const useDraftMode = (): number | null =>
  useSyncExternalStore(draftMode.subscribe, draftMode.current);
