/** Where the tiles of a board stand: moving, sizing, and making room, on a grid of BOARD_COLUMNS. Without React. */
import { BOARD_COLUMNS, BOARD_ROWS_MAX, type Place, type Tile } from "@/contracts/contracts.gen";

export type Kind = Tile["kind"];
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Below this a tile cannot say what it has to say. */
const SIZE_MIN: Readonly<Record<Kind, Size>> = {
  number: { width: 2, height: 2 },
  trend: { width: 3, height: 3 },
  table: { width: 4, height: 3 },
  list: { width: 3, height: 3 },
  clock: { width: 2, height: 2 },
  message: { width: 2, height: 1 },
};

/** As a new tile comes. */
export const SIZE_NEW: Readonly<Record<Kind, Size>> = {
  number: { width: 3, height: 3 },
  trend: { width: 6, height: 4 },
  table: { width: 8, height: 5 },
  list: { width: 4, height: 5 },
  clock: { width: 3, height: 2 },
  message: { width: 6, height: 2 },
};

/** What the grid needs of a tile. */
export interface Placed {
  readonly id: string;
  readonly kind: Kind;
  readonly place: Place;
}

const clamp = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(most, value));

const overlap = (a: Place, b: Place): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** In the order in which one reads. */
export const inOrder = <T extends Placed>(tiles: readonly T[]): readonly T[] =>
  [...tiles].sort(
    (a, b) => a.place.y - b.place.y || a.place.x - b.place.x || (a.id < b.id ? -1 : 1),
  );

export const rowsOf = (tiles: readonly Placed[]): number =>
  tiles.reduce((rows, { place }) => Math.max(rows, place.y + place.height), 0);

/** Inside the grid, and no smaller than its kind may be. */
export function within(place: Place, kind: Kind): Place {
  const least = SIZE_MIN[kind];
  const width = clamp(Math.round(place.width), least.width, BOARD_COLUMNS);
  const height = clamp(Math.round(place.height), least.height, BOARD_ROWS_MAX);
  return {
    width,
    height,
    x: clamp(Math.round(place.x), 0, BOARD_COLUMNS - width),
    y: clamp(Math.round(place.y), 0, BOARD_ROWS_MAX - height),
  };
}

const withPlace = <T extends Placed>(tile: T, place: Place): T =>
  place === tile.place ? tile : { ...tile, place };

/**
 * Every tile as far up as it goes without passing another; `fixed` stands first and pushes whatever it covers down. Tiles that do
 * not move keep their identity.
 */
function settled<T extends Placed>(tiles: readonly T[], fixed: string | null): T[] {
  const held = tiles.find((tile) => tile.id === fixed);
  const standing: Place[] = held ? [held.place] : [];
  const places = new Map<string, Place>();
  if (held) places.set(held.id, held.place);
  for (const tile of inOrder(tiles)) {
    if (tile.id === fixed) continue;
    let { y } = tile.place;
    const hit = (at: number) => standing.find((other) => overlap({ ...tile.place, y: at }, other));
    for (let other = hit(y); other; other = hit(y)) y = other.y + other.height;
    while (y > 0 && !hit(y - 1)) y--;
    const place = y === tile.place.y ? tile.place : { ...tile.place, y };
    standing.push(place);
    places.set(tile.id, place);
  }
  return tiles.map((tile) => withPlace(tile, places.get(tile.id) ?? tile.place));
}

/** Without holes above anybody. */
export const compacted = <T extends Placed>(tiles: readonly T[]): T[] => settled(tiles, null);

const fitsBoard = (tiles: readonly Placed[]): boolean => rowsOf(tiles) <= BOARD_ROWS_MAX;

/** The tile at its new place, those below pushed down, everything as far up as it goes; the same board when it would grow too high. */
export function placed<T extends Placed>(
  tiles: readonly T[],
  id: string,
  wanted: Place,
): readonly T[] {
  const tile = tiles.find((one) => one.id === id);
  if (!tile) return tiles;
  const place = within(wanted, tile.kind);
  const before = tile.place;
  if (
    place.x === before.x &&
    place.y === before.y &&
    place.width === before.width &&
    place.height === before.height
  )
    return tiles;
  // On its way down the others close up first: what it passes takes its old place.
  const others = tiles.filter((one) => one.id !== id);
  const closed = new Map(
    (place.y > before.y ? compacted(others) : others).map((one) => [one.id, one]),
  );
  const moved = tiles.map((one) => closed.get(one.id) ?? withPlace(one, place));
  const next = compacted(settled(moved, id));
  return fitsBoard(next) ? next : tiles;
}

export type Direction = "left" | "right" | "up" | "down";
const STEPS: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

/**
 * One step with the arrow keys. Up and down go past the neighbour they meet: one cell alone would be undone by the tiles that close
 * the hole.
 */
export function stepped<T extends Placed>(
  tiles: readonly T[],
  id: string,
  direction: Direction,
): readonly T[] {
  const tile = tiles.find((one) => one.id === id);
  if (!tile) return tiles;
  const [x, y] = STEPS[direction];
  const { place } = tile;
  if (y === 0) return placed(tiles, id, { ...place, x: place.x + x });
  const columns = (other: Place) =>
    overlap({ ...other, y: 0, height: 1 }, { ...place, y: 0, height: 1 });
  const others = tiles.filter((one) => one.id !== id && columns(one.place)).map((one) => one.place);
  if (direction === "down") {
    const below = others.filter((other) => other.y >= place.y + place.height);
    if (below.length === 0) return tiles;
    const bottom = Math.min(...below.map((other) => other.y + other.height));
    return swappedDown(tiles, tile, bottom);
  }
  const above = others.filter((other) => other.y + other.height <= place.y);
  if (above.length === 0) return tiles;
  return placed(tiles, id, { ...place, y: Math.max(...above.map((other) => other.y)) });
}

/** Below what stood below: first taken away, so that the others close up, then put where they now end. */
function swappedDown<T extends Placed>(tiles: readonly T[], tile: T, bottom: number): readonly T[] {
  const { id } = tile;
  const place = { ...tile.place, y: bottom };
  const others = tiles.filter((one) => one.id !== id);
  const closed = new Map(compacted(others).map((one) => [one.id, one]));
  const lower = others
    .filter((one) => one.place.y >= tile.place.y + tile.place.height)
    .filter((one) => overlap({ ...one.place, y: 0, height: 1 }, { ...tile.place, y: 0, height: 1 }))
    .map((one) => closed.get(one.id)?.place ?? one.place);
  const end = Math.min(...lower.map((one) => one.y + one.height));
  const next = compacted(
    settled(
      tiles.map((one) =>
        one.id === id ? withPlace(one, { ...place, y: end }) : (closed.get(one.id) ?? one),
      ),
      id,
    ),
  );
  return fitsBoard(next) ? next : tiles;
}

/** Wider, narrower, higher, lower by one cell. */
export function resized<T extends Placed>(
  tiles: readonly T[],
  id: string,
  direction: Direction,
): readonly T[] {
  const tile = tiles.find((one) => one.id === id);
  if (!tile) return tiles;
  const [x, y] = STEPS[direction];
  const { place } = tile;
  return placed(tiles, id, {
    ...place,
    width: Math.min(place.width + x, BOARD_COLUMNS - place.x),
    height: place.height + y,
  });
}

/** The first free place in reading order, at the foot if there is none; null when the board is full. */
export function freePlace(tiles: readonly Placed[], size: Size): Place | null {
  for (let y = 0; y + size.height <= BOARD_ROWS_MAX; y++)
    for (let x = 0; x + size.width <= BOARD_COLUMNS; x++) {
      const place = { x, y, width: size.width, height: size.height };
      if (!tiles.some((tile) => overlap(tile.place, place))) return place;
    }
  return null;
}

export const without = <T extends Placed>(tiles: readonly T[], id: string): readonly T[] =>
  compacted(tiles.filter((tile) => tile.id !== id));

/** Who has the focus after a tile is gone: the one that comes next in reading order, else the one before. */
export function neighbour(tiles: readonly Placed[], id: string): string | null {
  const order = inOrder(tiles);
  const at = order.findIndex((tile) => tile.id === id);
  return (order[at + 1] ?? order[at - 1])?.id ?? null;
}
