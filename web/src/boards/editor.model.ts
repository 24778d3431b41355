/** A board while somebody puts it together: what was changed, undo and redo, and what of it is not saved. Without React. */
import {
  BOARD_TILES_MAX,
  type Board,
  type BoardMeasure,
  type Place,
  type Sharing,
  type Thresholds,
  type Tile,
} from "@/contracts/contracts.gen";
import { freePlace, SIZE_NEW, type Kind } from "./layout.model";

/** What one edits of a board. */
export interface Draft {
  readonly name: string;
  readonly sharing: Sharing;
  readonly teams: readonly number[];
  readonly tiles: readonly Tile[];
}

export const draftOf = ({ name, sharing, teams, tiles }: Board): Draft => ({
  name,
  sharing,
  teams,
  tiles,
});

export interface Editing {
  readonly draft: Draft;
  readonly past: readonly Draft[];
  readonly future: readonly Draft[];
  /** The field that is being typed in: its letters are one step back. */
  readonly typing: string | null;
  readonly selected: string | null;
}

/** As many steps back as one may want; a board left open for a week keeps no more. */
const STEPS_MAX = 100;

export const begun = (draft: Draft): Editing => ({
  draft,
  past: [],
  future: [],
  typing: null,
  selected: null,
});

export function changed(
  editing: Editing,
  part: Partial<Draft>,
  typing: string | null = null,
): Editing {
  const draft = { ...editing.draft, ...part };
  const goesOn = typing !== null && typing === editing.typing;
  const past = goesOn ? editing.past : [...editing.past, editing.draft].slice(-STEPS_MAX);
  return { ...editing, draft, past, future: [], typing };
}

const stillThere = (draft: Draft, id: string | null): string | null =>
  draft.tiles.some((tile) => tile.id === id) ? id : null;

export function undone(editing: Editing): Editing {
  const draft = editing.past.at(-1);
  if (!draft) return editing;
  return {
    draft,
    past: editing.past.slice(0, -1),
    future: [editing.draft, ...editing.future],
    typing: null,
    selected: stillThere(draft, editing.selected),
  };
}

export function redone(editing: Editing): Editing {
  const [draft, ...future] = editing.future;
  if (!draft) return editing;
  return {
    draft,
    past: [...editing.past, editing.draft],
    future,
    typing: null,
    selected: stillThere(draft, editing.selected),
  };
}

export const withTiles = (editing: Editing, tiles: readonly Tile[]): Editing =>
  tiles === editing.draft.tiles ? editing : changed(editing, { tiles });

/** One tile with other words or other numbers; the others keep their identity. */
export const withTile = (editing: Editing, tile: Tile, typing: string | null = null): Editing =>
  changed(
    editing,
    { tiles: editing.draft.tiles.map((one) => (one.id === tile.id ? tile : one)) },
    typing,
  );

/** A name that no tile of the board has. */
export function freeId(tiles: readonly Tile[]): string {
  const taken = new Set(tiles.map((tile) => tile.id));
  let number = tiles.length + 1;
  while (taken.has(`t${number}`)) number++;
  return `t${number}`;
}

const NO_THRESHOLDS: Thresholds = { warn: null, bad: null };

/** A tile as it comes onto the board: it shows something at once. */
export function newTile(kind: Kind, id: string, place: Place): Tile {
  const title = "";
  const queues: number[] = [];
  const teams: number[] = [];
  const thresholds = NO_THRESHOLDS;
  switch (kind) {
    case "number":
      return { kind, id, place, title, queues, teams, thresholds, measure: "waiting" };
    case "trend":
      return {
        kind,
        id,
        place,
        title,
        queues,
        thresholds,
        measure: "offered",
        hours: 8,
        minutes: 30,
      };
    case "table":
      return {
        kind,
        id,
        place,
        title,
        queues,
        teams,
        of: "queues",
        columns: ["waiting", "longest_waiting_now", "service_level", "staffed"],
        by_trouble: true,
      };
    case "list":
      return { kind, id, place, title, queues, teams, of: "waiting", rows_max: 10 };
    case "clock":
      return { kind, id, place, title, time_zone: "" };
    case "message":
      return { kind, id, place, title, text: "", tone: "plain" };
  }
}

/** The board with a new tile, which is chosen; the same board when there is no room or there are too many. */
export function withNewTile(editing: Editing, kind: Kind): Editing {
  const { tiles } = editing.draft;
  const place = freePlace(tiles, SIZE_NEW[kind]);
  if (!place || tiles.length >= BOARD_TILES_MAX) return editing;
  const id = freeId(tiles);
  return { ...changed(editing, { tiles: [...tiles, newTile(kind, id, place)] }), selected: id };
}

const at = (x: number, y: number, width: number, height: number): Place => ({
  x,
  y,
  width,
  height,
});

/** What the Overview shows, as tiles one can change. */
export function overviewTiles(): readonly Tile[] {
  const number = (index: number, measure: BoardMeasure): Tile => ({
    ...(newTile("number", `t${index + 1}`, at(index * 3, 0, 3, 3)) as Tile & { kind: "number" }),
    measure,
  });
  const numbers: readonly BoardMeasure[] = [
    "waiting",
    "longest_waiting_now",
    "service_level",
    "agents_ready",
  ];
  return [
    ...numbers.map((measure, index) => number(index, measure)),
    {
      ...(newTile("table", "t5", at(0, 3, 8, 6)) as Tile & { kind: "table" }),
      columns: [
        "waiting",
        "longest_waiting_now",
        "service_level",
        "answered",
        "abandoned",
        "staffed",
      ],
    },
    {
      ...(newTile("list", "t6", at(8, 3, 4, 6)) as Tile & { kind: "list" }),
      of: "agents",
      rows_max: 30,
    },
  ];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** The order in which a thing names its fields says nothing. */
const sorted = (_: string, value: unknown): unknown =>
  isRecord(value) && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

export const sameDraft = (a: Draft, b: Draft): boolean =>
  a === b || JSON.stringify(a, sorted) === JSON.stringify(b, sorted);

/** What is kept in the browser until it is saved, and upon which version it was made. */
export interface Kept {
  readonly version: number;
  readonly draft: Draft;
}

/** What was kept, if it can still be read. The server looks at every tile when it is saved; here only its outline is looked at. */
export function parseKept(raw: string | null): Kept | null {
  let read: unknown;
  try {
    read = JSON.parse(raw ?? "null");
  } catch {
    return null;
  }
  if (!isRecord(read) || typeof read["version"] !== "number" || !isRecord(read["draft"]))
    return null;
  const { name, sharing, teams, tiles } = read["draft"];
  const whole =
    typeof name === "string" &&
    (sharing === "private" || sharing === "teams" || sharing === "everybody") &&
    Array.isArray(teams) &&
    Array.isArray(tiles) &&
    tiles.every((tile: unknown) => isRecord(tile) && isRecord(tile["place"]));
  return whole
    ? {
        version: read["version"],
        draft: { name, sharing, teams: teams as number[], tiles: tiles as Tile[] },
      }
    : null;
}

/** The server's errors by path (`tiles.3.place`), taken apart: those of one tile under its id, the others under "". */
export function errorsByTile(
  errors: Readonly<Record<string, readonly string[]>>,
  tiles: readonly Tile[],
): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const found = new Map<string, Record<string, string>>();
  for (const [path, said] of Object.entries(errors)) {
    const [, index, field = ""] = /^tiles\.(\d+)(?:\.(.+))?$/.exec(path) ?? [];
    const id = index === undefined ? "" : (tiles[Number(index)]?.id ?? "");
    const own = found.get(id) ?? {};
    own[index === undefined ? path : field] = said.join(" ");
    found.set(id, own);
  }
  return found;
}
