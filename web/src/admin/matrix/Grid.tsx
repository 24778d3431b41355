import {
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
} from "react";
import { useI18n } from "@/i18n/i18n";
import { press } from "./keys";
import css from "./Matrix.module.css";
import * as model from "./matrix.model";
import type { Matrix, Pasted, Place, Table } from "./matrix.model";
import { GridRow, type RowProps } from "./GridRow";
import { COLUMN_PX, NAMES_PX, ROW_PX, useWindow } from "./useWindow";

const placeAt = (target: EventTarget): Place | null => {
  const cell = target instanceof Element ? target.closest<HTMLElement>("[data-cell]") : null;
  const [row, column] = (cell?.dataset["cell"] ?? "").split("/").map(Number);
  return row === undefined || column === undefined ? null : { row, column };
};

interface GridProps {
  label: string;
  /** Over the names at the left. */
  corner: string;
  table: Table;
  matrix: Matrix;
  edits: boolean;
  onChange: (next: Matrix) => void;
  onPasted: (pasted: Pasted) => void;
}

/** What was copied goes to the clipboard by the browser's own event, so that no permission is asked for. */
function useClipboard({ table, matrix, edits, onChange, onPasted }: GridProps) {
  const put = (event: ClipboardEvent) => {
    event.preventDefault();
    event.clipboardData.setData("text/plain", model.copy(matrix, table));
  };
  return {
    onCopy: put,
    onCut: (event: ClipboardEvent) => {
      put(event);
      if (edits) onChange(model.setLevel(matrix, table, 0));
    },
    onPaste: (event: ClipboardEvent) => {
      if (!edits) return;
      event.preventDefault();
      const pasted = model.paste(matrix, table, event.clipboardData.getData("text/plain"));
      onChange(pasted.matrix);
      onPasted(pasted);
    },
  };
}

function usePointer({ table, matrix, onChange }: GridProps, onOpen: () => void) {
  return {
    onPointerDown: (event: PointerEvent) => {
      const place = placeAt(event.target);
      if (place === null || event.button !== 0) return;
      const whole = (event.target as Element).closest<HTMLElement>("[data-whole]");
      if (whole?.dataset["whole"] === "row")
        onChange(model.selectRange(matrix, table, { top: place.row, bottom: place.row }));
      else if (whole)
        onChange(model.selectRange(matrix, table, { left: place.column, right: place.column }));
      else onChange(model.select(matrix, table, place, event.shiftKey));
    },
    onPointerMove: (event: PointerEvent) => {
      if (event.buttons !== 1 || (event.target as Element).closest("[data-whole]")) return;
      const place = placeAt(event.target);
      const { row, column } = matrix.active;
      if (place !== null && (place.row !== row || place.column !== column))
        onChange(model.select(matrix, table, place, true));
    },
    onDoubleClick: (event: { target: EventTarget }) => {
      if (placeAt(event.target) !== null) onOpen();
    },
  };
}

/** What a screen reader is told of a cell: whose, which, and whether it is saved. */
function useCellName({ table, matrix }: GridProps) {
  const { t } = useI18n();
  return (place: Place): string => {
    const words = {
      agent: table.rows[place.row]?.name ?? "",
      column: table.columns[place.column]?.name ?? "",
    };
    const level = model.levelAt(matrix, table, place) || t("admin.kit.none");
    const wrong = model.wrongAt(matrix, table, place);
    if (wrong !== undefined)
      return t("matrix.wrong", { ...words, level, text: wrong, max: table.max });
    const state = model.stateAt(matrix, table, place);
    return t(state === "wanted" ? "matrix.cell.wanted" : "matrix.cell", { ...words, level });
  };
}

/** Typing into the active cell; a table that shows something else ends it. */
function useTyping(grid: RefObject<HTMLElement | null>, props: GridProps) {
  const { table, matrix, edits, onChange } = props;
  const [typing, setTyping] = useState<{ text: string; table: Table } | null>(null);
  const close = (text: string | null, down: number, across: number) => {
    setTyping(null);
    grid.current?.focus();
    if (text === null) return;
    const next = model.typed(matrix, table, text);
    const { row, column } = matrix.active;
    const stays = model.wrongAt(next, table, matrix.active) !== undefined;
    onChange(
      stays ? next : model.select(next, table, { row: row + down, column: column + across }),
    );
  };
  return {
    text: typing?.table === table ? typing.text : null,
    put: (text: string) => setTyping({ text, table }),
    open: () => {
      const level = model.levelAt(matrix, table, matrix.active);
      if (edits) setTyping({ text: level === 0 ? "" : String(level), table });
    },
    close,
  };
}

type Typing = ReturnType<typeof useTyping>;

const keyHandler =
  ({ table, matrix, edits, onChange }: GridProps, typing: Typing) =>
  (event: KeyboardEvent) => {
    if (typing.text !== null || event.altKey || event.target !== event.currentTarget) return;
    const ctrl = event.ctrlKey || event.metaKey;
    if (event.key === "Enter" || event.key === "F2") {
      event.preventDefault();
      typing.open();
    } else if (event.key === "Escape") onChange(model.select(matrix, table, matrix.active));
    else {
      const next = press({ key: event.key, ctrl, shift: event.shiftKey }, matrix, table, edits);
      if (next === null) return;
      event.preventDefault();
      onChange(next);
    }
  };

function Head({ corner, table }: Pick<GridProps, "corner" | "table">) {
  const { t } = useI18n();
  return (
    <div role="rowgroup" className={css.head}>
      <div role="row" aria-rowindex={1} className={css.row}>
        <div role="columnheader" className={css.corner} style={{ width: NAMES_PX }}>
          {corner}
        </div>
        {table.columns.map((column, index) => (
          <div
            key={column.id}
            role="columnheader"
            aria-colindex={index + 2}
            className={css.column}
            style={{ width: COLUMN_PX }}
            data-cell={`0/${index}`}
            data-whole="column"
            title={t("matrix.column.choose", { name: column.name })}
          >
            {column.name}
          </div>
        ))}
      </div>
    </div>
  );
}

/**
 * A spreadsheet of levels as an ARIA grid: one stop for Tab, the active cell told through `aria-activedescendant`. Only the rows in
 * sight are in the page, so that hundreds of agents stay quick.
 */
export function Grid(props: GridProps) {
  const { label, corner, table, matrix, edits } = props;
  const grid = useRef<HTMLDivElement>(null);
  const window = useWindow(grid, table.rows.length, matrix.active);
  const { locale } = useI18n();
  const cellName = useCellName(props);
  const typing = useTyping(grid, props);
  const clipboard = useClipboard(props);
  const pointer = usePointer(props, typing.open);
  const range = model.rangeOf(matrix);
  const rowProps = (row: number): RowProps => ({
    row,
    table,
    matrix,
    from: row >= range.top && row <= range.bottom ? range.left : -1,
    to: row >= range.top && row <= range.bottom ? range.right : -1,
    active: row === matrix.active.row ? matrix.active.column : -1,
    typing: row === matrix.active.row ? typing.text : null,
    cellName,
    locale,
    onTyped: typing.put,
    onClose: typing.close,
  });
  const shown = matrix.active.row >= window.first && matrix.active.row < window.end;
  return (
    <div
      ref={grid}
      role="grid"
      tabIndex={0}
      className={css.grid}
      aria-label={label}
      aria-rowcount={table.rows.length + 1}
      aria-colcount={table.columns.length + 1}
      aria-multiselectable
      aria-readonly={!edits}
      aria-activedescendant={shown ? "matrix-active" : undefined}
      onScroll={window.onScroll}
      onKeyDown={keyHandler(props, typing)}
      {...(typing.text === null ? { ...clipboard, ...pointer } : {})}
    >
      <Head corner={corner} table={table} />
      <div
        role="rowgroup"
        style={{
          paddingTop: window.first * ROW_PX,
          paddingBottom: (table.rows.length - window.end) * ROW_PX,
        }}
      >
        {table.rows.slice(window.first, window.end).map((row, index) => (
          <GridRow key={row.id} {...rowProps(window.first + index)} />
        ))}
      </div>
    </div>
  );
}
