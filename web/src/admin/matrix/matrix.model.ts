/**
 * A table of levels that is edited like a spreadsheet: one cell is active, a range around it is chosen, and what is typed, pasted or
 * filled is kept as wishes beside what is saved until all of it is looked at and saved together. Pure; independent of React.
 */
import { readTsv, writeTsv } from "./tsv";

export interface Named {
  readonly id: number;
  readonly name: string;
}

/** What is shown now; rows and columns may be a part of all. A level of 0 is none. */
export interface Table {
  readonly rows: readonly Named[];
  readonly columns: readonly Named[];
  readonly max: number;
  readonly saved: (row: number, column: number) => number;
}

/** A cell by its place in what is shown. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** From and to, both inside. */
interface Range {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

interface Edit {
  readonly cell: string;
  readonly before: number;
  readonly after: number;
}

export interface Matrix {
  /** By cell ("agent/skill"): the level that is wanted where it is not the saved one. */
  readonly wanted: ReadonlyMap<string, number>;
  /** By cell: what was put there and is no level. */
  readonly wrong: ReadonlyMap<string, string>;
  readonly past: readonly (readonly Edit[])[];
  readonly future: readonly (readonly Edit[])[];
  readonly active: Place;
  /** The other corner of the range. */
  readonly anchor: Place;
}

/** Steps that can be undone. */
const STEPS_MAX = 200;

const START: Place = { row: 0, column: 0 };
export const EMPTY: Matrix = {
  wanted: new Map(),
  wrong: new Map(),
  past: [],
  future: [],
  active: START,
  anchor: START,
};

const cellOf = (row: number, column: number): string => `${row}/${column}`;
const idsOf = (cell: string): [number, number] => {
  const [row, column] = cell.split("/").map(Number);
  return [row ?? 0, column ?? 0];
};

const cellAt = (table: Table, { row, column }: Place): string | null => {
  const [down, across] = [table.rows[row], table.columns[column]];
  return down && across ? cellOf(down.id, across.id) : null;
};

const between = (value: number, most: number): number => Math.max(0, Math.min(value, most));

const inside = (table: Table, { row, column }: Place): Place => ({
  row: between(row, table.rows.length - 1),
  column: between(column, table.columns.length - 1),
});

/** The same upon a table that shows more or less than before. */
export const clamped = (matrix: Matrix, table: Table): Matrix => ({
  ...matrix,
  active: inside(table, matrix.active),
  anchor: inside(table, matrix.anchor),
});

export const rangeOf = ({ active, anchor }: Pick<Matrix, "active" | "anchor">): Range => ({
  top: Math.min(active.row, anchor.row),
  bottom: Math.max(active.row, anchor.row),
  left: Math.min(active.column, anchor.column),
  right: Math.max(active.column, anchor.column),
});

export const sizeOf = ({ top, bottom, left, right }: Range): { rows: number; columns: number } => ({
  rows: bottom - top + 1,
  columns: right - left + 1,
});

export function levelAt(matrix: Matrix, table: Table, place: Place): number {
  const cell = cellAt(table, place);
  return cell === null ? 0 : levelOf(matrix, table, cell);
}

const levelOf = (matrix: Matrix, table: Table, cell: string): number =>
  matrix.wanted.get(cell) ?? table.saved(...idsOf(cell));

export const stateAt = (matrix: Matrix, table: Table, place: Place): "wrong" | "wanted" | "" => {
  const cell = cellAt(table, place) ?? "";
  return matrix.wrong.has(cell) ? "wrong" : matrix.wanted.has(cell) ? "wanted" : "";
};

export const wrongAt = (matrix: Matrix, table: Table, place: Place): string | undefined =>
  matrix.wrong.get(cellAt(table, place) ?? "");

/** Whether a row says the same in both: what is wanted and what is wrong in its cells. */
export function sameInRow(one: Matrix, other: Matrix, table: Table, row: number): boolean {
  if (one.wanted === other.wanted && one.wrong === other.wrong) return true;
  return table.columns.every((_, column) => {
    const cell = cellAt(table, { row, column }) ?? "";
    return (
      one.wanted.get(cell) === other.wanted.get(cell) &&
      one.wrong.get(cell) === other.wrong.get(cell)
    );
  });
}

/** Whoever is no longer wanted otherwise than saved is no wish: somebody else may have saved the same. */
export const wishesOf = (
  matrix: Matrix,
  table: Pick<Table, "saved">,
): Map<number, Map<number, number>> => {
  const wishes = new Map<number, Map<number, number>>();
  for (const [cell, level] of matrix.wanted) {
    const [row, column] = idsOf(cell);
    if (table.saved(row, column) === level) continue;
    const one = wishes.get(row) ?? new Map<number, number>();
    wishes.set(row, one.set(column, level));
  }
  return wishes;
};

const put = (
  table: Table,
  wanted: ReadonlyMap<string, number>,
  edits: Iterable<readonly [string, number]>,
) => {
  const next = new Map(wanted);
  for (const [cell, level] of edits)
    if (table.saved(...idsOf(cell)) === level) next.delete(cell);
    else next.set(cell, level);
  return next;
};

/** Writes levels as one step that can be undone; cells that have the level already are no part of it. */
function write(matrix: Matrix, table: Table, levels: ReadonlyMap<string, number>): Matrix {
  const wrong = new Map(matrix.wrong);
  levels.forEach((_, cell) => wrong.delete(cell));
  const step: Edit[] = [...levels]
    .map(([cell, after]) => ({ cell, before: levelOf(matrix, table, cell), after }))
    .filter((edit) => edit.before !== edit.after);
  if (step.length === 0) return { ...matrix, wrong };
  return {
    ...matrix,
    wrong,
    wanted: put(
      table,
      matrix.wanted,
      step.map((edit) => [edit.cell, edit.after] as const),
    ),
    past: [...matrix.past, step].slice(-STEPS_MAX),
    future: [],
  };
}

export function undo(matrix: Matrix, table: Table): Matrix {
  const step = matrix.past.at(-1);
  if (!step) return matrix;
  const edits = step.map((edit) => [edit.cell, edit.before] as const);
  return {
    ...matrix,
    wrong: new Map(),
    wanted: put(table, matrix.wanted, edits),
    past: matrix.past.slice(0, -1),
    future: [...matrix.future, step],
  };
}

export function redo(matrix: Matrix, table: Table): Matrix {
  const step = matrix.future.at(-1);
  if (!step) return matrix;
  const edits = step.map((edit) => [edit.cell, edit.after] as const);
  return {
    ...matrix,
    wrong: new Map(),
    wanted: put(table, matrix.wanted, edits),
    past: [...matrix.past, step],
    future: matrix.future.slice(0, -1),
  };
}

/** To a cell; `extend` keeps the other corner where it is. */
export function select(matrix: Matrix, table: Table, place: Place, extend = false): Matrix {
  const active = inside(table, place);
  return { ...matrix, active, anchor: extend ? matrix.anchor : active };
}

/** Whole rows or columns, or everything. */
export function selectRange(matrix: Matrix, table: Table, range: Partial<Range>): Matrix {
  const { top = 0, left = 0, bottom = Infinity, right = Infinity } = range;
  return {
    ...matrix,
    active: inside(table, { row: top, column: left }),
    anchor: inside(table, { row: bottom, column: right }),
  };
}

function* placesIn({ top, left, bottom, right }: Range): Generator<Place> {
  for (let row = top; row <= bottom; row++)
    for (let column = left; column <= right; column++) yield { row, column };
}

/** One level in every chosen cell. */
export function setLevel(matrix: Matrix, table: Table, level: number): Matrix {
  const levels = new Map<string, number>();
  for (const place of placesIn(rangeOf(matrix))) {
    const cell = cellAt(table, place);
    if (cell !== null) levels.set(cell, between(level, table.max));
  }
  return write(matrix, table, levels);
}

/** The first chosen row into those below; of a single row, the one above into it. */
export function fillDown(matrix: Matrix, table: Table): Matrix {
  const range = rangeOf(matrix);
  const from = range.top === range.bottom ? range.top - 1 : range.top;
  if (from < 0) return matrix;
  const levels = new Map<string, number>();
  for (const place of placesIn({ ...range, top: from + 1 })) {
    const cell = cellAt(table, place);
    if (cell !== null)
      levels.set(cell, levelAt(matrix, table, { row: from, column: place.column }));
  }
  return write(matrix, table, levels);
}

export function copy(matrix: Matrix, table: Table): string {
  const { top, left, bottom, right } = rangeOf(matrix);
  const rows: string[][] = [];
  for (let row = top; row <= bottom; row++) {
    const cells: string[] = [];
    for (let column = left; column <= right; column++) {
      const level = levelAt(matrix, table, { row, column });
      cells.push(level === 0 ? "" : String(level));
    }
    rows.push(cells);
  }
  return writeTsv(rows);
}

const NONE = new Set(["", "-", "–", "−", "0"]);

/** A level as people and spreadsheets write it; null when it is none. `x` stands for the first. */
function levelIn(text: string, max: number): number | null {
  const said = text.trim().toLowerCase();
  if (NONE.has(said)) return 0;
  if (said === "x") return 1;
  const whole = /^(\d{1,3})(?:[.,]0+)?$/.exec(said)?.[1];
  const level = whole === undefined ? NaN : Number(whole);
  return level <= max ? level : null;
}

export interface Pasted {
  readonly matrix: Matrix;
  /** Cells that took a level. */
  readonly taken: number;
  /** Cells that kept theirs, since what was put there is no level. */
  readonly wrong: readonly { readonly place: Place; readonly text: string }[];
  /** Cells of the clipboard for which the table has no place. */
  readonly outside: number;
}

/**
 * A table from the clipboard, from the range's first cell on. A range that is a multiple of it is filled with it again and again, as
 * spreadsheets do. What is no level stays out and is told cell by cell; the rest is taken, as one step.
 */
export function paste(matrix: Matrix, table: Table, text: string): Pasted {
  const cells = readTsv(text);
  const width = Math.max(...cells.map((row) => row.length));
  const range = rangeOf(matrix);
  const chosen = sizeOf(range);
  const tiles = chosen.rows % cells.length === 0 && chosen.columns % width === 0;
  const target: Range = tiles
    ? range
    : { ...range, bottom: range.top + cells.length - 1, right: range.left + width - 1 };
  const levels = new Map<string, number>();
  const wrong: { place: Place; text: string }[] = [];
  let outside = 0;
  for (const place of placesIn(target)) {
    const from = cells[(place.row - range.top) % cells.length];
    const put = from?.[(place.column - range.left) % width];
    const cell = cellAt(table, place);
    if (put === undefined) continue;
    const level = levelIn(put, table.max);
    if (cell === null) outside++;
    else if (level === null) wrong.push({ place, text: put.trim() });
    else levels.set(cell, level);
  }
  const written = write({ ...matrix, wrong: new Map() }, table, levels);
  const marked = new Map(wrong.map(({ place, text }) => [cellAt(table, place) ?? "", text]));
  const shown = inside(table, { row: target.bottom, column: target.right });
  return {
    matrix: {
      ...written,
      wrong: marked,
      active: inside(table, { row: range.top, column: range.left }),
      anchor: shown,
    },
    taken: levels.size,
    wrong,
    outside,
  };
}

/** What was typed into the active cell alone. */
export function typed(matrix: Matrix, table: Table, text: string): Matrix {
  const cell = cellAt(table, matrix.active);
  if (cell === null) return matrix;
  const level = levelIn(text, table.max);
  if (level !== null) return write(matrix, table, new Map([[cell, level]]));
  return { ...matrix, wrong: new Map(matrix.wrong).set(cell, text.trim()) };
}

/** Nothing wanted any more, as one step that can be undone. */
export function discard(matrix: Matrix, table: Table): Matrix {
  const saved = [...matrix.wanted.keys()].map(
    (cell) => [cell, table.saved(...idsOf(cell))] as const,
  );
  return { ...write(matrix, table, new Map(saved)), wrong: new Map() };
}
