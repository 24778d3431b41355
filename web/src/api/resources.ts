import { api, type Page, type Query } from "./client";

/** Longest page the server gives. */
const PAGE_MAX = 200;
/** A list that is loaded whole (queues, skills …) stops here; a larger center would search instead. */
const WHOLE_LIST_MAX = 2_000;

/** The cursor out of a `next` address, or the cursor itself. */
export function cursorOf(next: string | null): string | null {
  if (next === null || next === "") return null;
  return next.includes("cursor=")
    ? new URL(next, "http://center.invalid").searchParams.get("cursor")
    : next;
}

/** All rows of a short list, page by page. */
export async function fetchAll<Row>(path: string, query: Query = {}): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Row> = await api.get<Page<Row>>(path, { ...query, limit: PAGE_MAX, cursor });
    rows.push(...page.results);
    cursor = cursorOf(page.next);
  } while (cursor !== null && rows.length < WHOLE_LIST_MAX);
  return rows;
}

/** What every thing that is configured can do. */
export interface Resource<Thing extends { id: number }> {
  /** Below `/api/v1`, and the first part of the query key. */
  readonly path: string;
  all(): Promise<Thing[]>;
  one(id: number): Promise<Thing>;
  create(draft: Partial<Thing>): Promise<Thing>;
  change(id: number, part: Partial<Thing>): Promise<Thing>;
  remove(id: number): Promise<undefined>;
}

export const resource = <Thing extends { id: number }>(path: string): Resource<Thing> => ({
  path,
  all: () => fetchAll<Thing>(path),
  one: (id) => api.get<Thing>(`${path}/${id}`),
  create: (draft) => api.post<Thing>(path, draft),
  change: (id, part) => api.patch<Thing>(`${path}/${id}`, part),
  remove: (id) => api.delete(`${path}/${id}`),
});
