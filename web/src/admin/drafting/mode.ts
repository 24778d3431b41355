/** Into which draft this tab collects its changes; null: each is made at once. Independent of React. */
import { DRAFTS, draftPath } from "@/api/drafts";
import { center, centerAt } from "@/api/configuration";
import { resource, type Resource } from "@/api/resources";

const KEY = "admin.draft";

/** Rooms whose things a draft can hold. The others have secrets or words only, and are saved at once. */
const DRAFTED = [
  "queues",
  "skills",
  "hours",
  "labels",
  "teams",
  "agents",
  "numbers",
  "center",
] as const;

export const canBeDrafted = (kind: string): boolean => DRAFTED.some((one) => one === kind);

export class DraftMode {
  #draft: number | null;
  #listeners = new Set<() => void>();

  constructor(private readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem">) {
    const kept = Number(storage.getItem(KEY));
    this.#draft = Number.isInteger(kept) && kept > 0 ? kept : null;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly current = (): number | null => this.#draft;

  choose(draft: number | null): void {
    this.#draft = draft;
    if (draft === null) this.storage.removeItem(KEY);
    else this.storage.setItem(KEY, String(draft));
    this.#listeners.forEach((listener) => listener());
  }
}

const made = new Map<string, Resource<{ id: number }>>();

/** The same things as the draft would make them; a change goes into the draft. */
export function drafted<Thing extends { id: number }>(
  live: Resource<Thing>,
  draft: number | null,
): Resource<Thing> {
  const kind = live.path.slice(1);
  if (draft === null || !canBeDrafted(kind)) return live;
  const path = `${draftPath(draft)}/${kind}`;
  const known = made.get(path) ?? (live.path === center.path ? centerAt(path) : resource(path));
  made.set(path, known);
  return known as unknown as Resource<Thing>;
}

export const isOfDrafts = (path: unknown): boolean =>
  typeof path === "string" && path.startsWith(DRAFTS);
