import type { WrapUpMode } from "@/contracts/contracts.gen";
import { api } from "./client";

/** A queue as a place to lead a caller to, or as the name in which one dials. */
export interface DirectoryQueue {
  id: number;
  name: string;
  waiting: number;
  ready: number;
  /** Seconds, as told to whoever joined last; null when it is not known. */
  estimated_wait: number | null;
  closed: boolean;
  /** What the customer sees; "" when the line decides. */
  caller_id: string;
  wrap_up: WrapUpMode;
}

/** Every queue and every published flow of the center, by name (ccplatform/realtime/directory.py). */
export interface Directory {
  queues: DirectoryQueue[];
  flows: { id: number; name: string }[];
}

export const fetchDirectory = (): Promise<Directory> => api.get<Directory>("/directory");
