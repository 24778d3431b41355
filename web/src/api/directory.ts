import type { WrapUpMode } from "@/contracts/contracts.gen";
import { api } from "./client";
import { resource } from "./resources";
import type * as schema from "./schema.gen";

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

/** A number outside that everybody finds by name. */
export type SpeedDial = Required<schema.SpeedDial>;
/** Places are written agent:3, queue:2, flow:1 or number:+49405550100. */
export interface OwnDirectory {
  favourites: string[];
  /** The last ten, the newest first. */
  recent: string[];
  numbers: SpeedDial[];
}

export const speedDials = resource<SpeedDial>("/speed-dials");

export const fetchOwnDirectory = (): Promise<OwnDirectory> => api.get("/directory/own");

export const starPlace = (place: string, starred: boolean): Promise<OwnDirectory> =>
  api.put("/directory/own", { place, starred });

/** It was dialled or transferred to just now. */
export const usedPlace = (place: string): Promise<OwnDirectory> =>
  api.put("/directory/own", { place });
