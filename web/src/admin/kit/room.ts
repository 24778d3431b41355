/** One room of the administration, described as data. */
import type { ReactNode } from "react";
import type { Resource } from "@/api/resources";
import type { Permission } from "@/contracts/contracts.gen";
import type { Column } from "@/ui";
import type { Flat, SectionSpec } from "./fields";

export interface Thing {
  id: number;
}

/** A sentence beside the form about what these values do; `warn` and `bad` ask for a look. */
export interface Effect {
  tone: "neutral" | "good" | "warn" | "bad";
  text: string;
}

export interface Room<T extends Thing> {
  resource: Resource<T>;
  /** "Queues", "Queue", "New queue". */
  title: string;
  one: string;
  add: string;
  columns: readonly Column<T>[];
  sections: readonly SectionSpec[];
  /** A long form in parts; every section names its part. */
  tabs?: readonly { key: string; label: string }[];
  /** There is one of it and always was: no list, no new one, no deleting. */
  single?: boolean;
  /** What a new one starts with. */
  blank: Flat;
  name: (thing: T) => string;
  flatten: (thing: T) => Flat;
  unflatten: (flat: Flat) => Partial<T>;
  /** What this kind of thing is, told beside the form and where there is none yet. */
  teach: { title: string; paragraphs: readonly string[] };
  effects?: (flat: Flat, id: number | null) => readonly Effect[];
  /** More beside the form of a thing that is there already. */
  beside?: (flat: Flat, id: number) => ReactNode;
  /** Keys that the server takes as one thing. */
  groups?: readonly (readonly string[])[];
  /** Who may change them; whoever edits the configuration, unless said otherwise. */
  edits?: Permission;
  /** Said before deleting. */
  removeText: string;
  /** Above the list, for example another view of it. */
  above?: ReactNode;
}

/** The kit treats all rooms alike; each room has checked its own types where it was made. */
export type AnyRoom = Room<Thing>;

export const room = <T extends Thing>(description: Room<T>): AnyRoom =>
  description as unknown as AnyRoom;
