import { memo, useRef } from "react";
import css from "./Matrix.module.css";
import * as model from "./matrix.model";
import type { Matrix, Place, Table } from "./matrix.model";
import { COLUMN_PX, NAMES_PX } from "./useWindow";

export interface RowProps {
  row: number;
  table: Table;
  matrix: Matrix;
  /** Chosen columns, both inside; -1: none of this row. */
  from: number;
  to: number;
  /** The column of the active cell, -1 in another row. */
  active: number;
  /** What is being typed into the active cell; null: nothing is. */
  typing: string | null;
  cellName: (place: Place) => string;
  /** Of the page: another one means other names. */
  locale: string;
  onTyped: (text: string) => void;
  onClose: (text: string | null, down: number, across: number) => void;
}

function Typing({
  text,
  label,
  onTyped,
  onClose,
}: {
  text: string;
  label: string;
  onTyped: RowProps["onTyped"];
  onClose: RowProps["onClose"];
}) {
  // Giving the focus back ends the typing a second time.
  const closed = useRef(false);
  const close: RowProps["onClose"] = (...how) => {
    if (!closed.current) onClose(...how);
    closed.current = true;
  };
  return (
    <input
      autoFocus
      className={css.typing}
      aria-label={label}
      inputMode="numeric"
      value={text}
      onFocus={(event) => event.target.select()}
      onChange={(event) => onTyped(event.target.value)}
      onBlur={() => close(text, 0, 0)}
      onKeyDown={(event) => {
        event.stopPropagation();
        const moves = { Enter: [1, 0], Tab: [0, event.shiftKey ? -1 : 1] }[event.key];
        if (moves) {
          event.preventDefault();
          close(text, moves[0] ?? 0, moves[1] ?? 0);
        } else if (event.key === "Escape") {
          event.preventDefault();
          close(null, 0, 0);
        }
      }}
    />
  );
}

/** Whether a row would look as it does: what it calls back with is of no account until it is typed into, and then it is drawn anew. */
const looksSame = (before: RowProps, next: RowProps): boolean =>
  before.row === next.row &&
  before.table === next.table &&
  before.from === next.from &&
  before.to === next.to &&
  before.active === next.active &&
  before.typing === next.typing &&
  before.locale === next.locale &&
  model.sameInRow(before.matrix, next.matrix, next.table, next.row);

/** One agent. A key draws the rows anew that it concerns, not the sixty in the page. */
export const GridRow = memo(function GridRow(props: RowProps) {
  const { row, table, matrix, from, to, active, typing, cellName } = props;
  return (
    <div role="row" aria-rowindex={row + 2} className={css.row}>
      <div
        role="rowheader"
        className={css.name}
        style={{ width: NAMES_PX }}
        data-cell={`${row}/0`}
        data-whole="row"
        title={table.rows[row]?.name}
      >
        {table.rows[row]?.name}
      </div>
      {table.columns.map((column, index) => {
        const place = { row, column: index };
        const level = model.levelAt(matrix, table, place);
        const name = cellName(place);
        const typed = index === active ? typing : null;
        return (
          <div
            key={column.id}
            role="gridcell"
            id={index === active ? "matrix-active" : undefined}
            aria-colindex={index + 2}
            aria-selected={index >= from && index <= to}
            aria-label={name}
            className={css.cell}
            style={{ width: COLUMN_PX }}
            data-cell={`${row}/${index}`}
            data-level={level}
            data-state={model.stateAt(matrix, table, place) || undefined}
            data-active={index === active || undefined}
          >
            {typed === null ? (
              level || <span aria-hidden>–</span>
            ) : (
              <Typing text={typed} label={name} onTyped={props.onTyped} onClose={props.onClose} />
            )}
          </div>
        );
      })}
    </div>
  );
}, looksSame);
