/** What a key does in the matrix; independent of React. */
import * as model from "./matrix.model";
import type { Matrix, Place, Table } from "./matrix.model";

export interface Pressed {
  readonly key: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
}

/** Rows that a page of keys goes. */
const PAGE_ROWS = 20;

const FAR = Number.MAX_SAFE_INTEGER;

/** Where the arrows lead; null for another key. Ctrl goes to the end. */
function aim({ key, ctrl }: Pressed, { row, column }: Place): Place | null {
  switch (key) {
    case "ArrowUp":
      return { row: ctrl ? 0 : row - 1, column };
    case "ArrowDown":
      return { row: ctrl ? FAR : row + 1, column };
    case "ArrowLeft":
      return { row, column: ctrl ? 0 : column - 1 };
    case "ArrowRight":
      return { row, column: ctrl ? FAR : column + 1 };
    case "Home":
      return { row: ctrl ? 0 : row, column: 0 };
    case "End":
      return { row: ctrl ? FAR : row, column: FAR };
    case "PageUp":
      return { row: row - PAGE_ROWS, column };
    case "PageDown":
      return { row: row + PAGE_ROWS, column };
    default:
      return null;
  }
}

/** The matrix after a key that changes levels; null for a key that does not. */
function change(pressed: Pressed, matrix: Matrix, table: Table): Matrix | null {
  const { ctrl, shift } = pressed;
  const key = pressed.key.toLowerCase();
  if (ctrl && key === "z") return shift ? model.redo(matrix, table) : model.undo(matrix, table);
  if (ctrl && key === "y") return model.redo(matrix, table);
  if (ctrl && key === "d") return model.fillDown(matrix, table);
  if (ctrl) return null;
  if (key === "delete" || key === "backspace") return model.setLevel(matrix, table, 0);
  if (/^\d$/.test(key) && Number(key) <= table.max)
    return model.setLevel(matrix, table, Number(key));
  return null;
}

/** What a key makes of the matrix; null when it means nothing here and the browser shall have it. */
export function press(
  pressed: Pressed,
  matrix: Matrix,
  table: Table,
  edits: boolean,
): Matrix | null {
  const to = aim(pressed, matrix.active);
  if (to !== null) return model.select(matrix, table, to, pressed.shift);
  if (pressed.ctrl && pressed.key.toLowerCase() === "a")
    return model.selectRange(matrix, table, {});
  if (pressed.key === " " && (pressed.ctrl || pressed.shift)) {
    const range = model.rangeOf(matrix);
    const across = pressed.ctrl
      ? { left: range.left, right: range.right }
      : { top: range.top, bottom: range.bottom };
    return model.selectRange(matrix, table, across);
  }
  return edits ? change(pressed, matrix, table) : null;
}
