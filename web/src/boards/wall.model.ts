/** Which board hangs where: the address of a wall, and the board last used. Without React. */

/** Of a page of a board. `boards`: those that take turns on a wall, every `rotate` seconds; 0 is the Overview. */
export interface Wall {
  tv?: true;
  rotate?: number;
  boards?: readonly number[];
  edit?: true;
}

export const ROTATE_SECONDS_MIN = 10;
export const ROTATE_SECONDS_MAX = 3_600;
export const ROTATE_SECONDS = 30;
/** The Overview among boards. */
export const OVERVIEW = 0;
const BOARDS_MAX = 20;

const yes = (value: unknown): boolean =>
  value === true || value === "" || value === "true" || value === 1;

function numbers(value: unknown): readonly number[] {
  const text = typeof value === "string" ? value.split(",") : [];
  const list: readonly unknown[] = Array.isArray(value)
    ? value
    : typeof value === "number"
      ? [value]
      : text;
  return list
    .filter((one) => one !== "")
    .map(Number)
    .filter((one) => Number.isInteger(one) && one >= 0)
    .slice(0, BOARDS_MAX);
}

/** Reads an address; what makes no sense is left out rather than refused. */
export function readWall(search: Record<string, unknown>): Wall {
  const wall: Wall = {};
  if (yes(search["edit"])) wall.edit = true;
  if (!yes(search["tv"])) return wall;
  const seconds = Number(search["rotate"]);
  const boards = numbers(search["boards"]);
  if (boards.length < 2 || !Number.isFinite(seconds) || seconds <= 0) return { tv: true };
  const rotate = Math.min(ROTATE_SECONDS_MAX, Math.max(ROTATE_SECONDS_MIN, Math.round(seconds)));
  return { tv: true, rotate, boards };
}

/** Whose turn is next; null when nothing takes turns. One that is gone is left out by whoever shows it. */
export function nextBoard(wall: Wall, current: number): number | null {
  const { boards, rotate } = wall;
  if (boards === undefined || rotate === undefined || boards.length < 2) return null;
  const at = boards.indexOf(current);
  return boards[(at + 1) % boards.length] ?? null;
}

const KEY = "ccplatform.board";
type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The board last looked at in this browser; null is the Overview. */
export function lastBoard(store: Store): number | null {
  const id = Number(store.getItem(KEY));
  return Number.isInteger(id) && id > 0 ? id : null;
}

export function rememberBoard(store: Store, id: number | null): void {
  if (id === null) store.removeItem(KEY);
  else store.setItem(KEY, String(id));
}
