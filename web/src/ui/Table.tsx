import type { ReactNode } from "react";
import { useI18n } from "@/i18n/i18n";
import css from "./Table.module.css";

export interface Column<Row> {
  key: string;
  head: ReactNode;
  /** Formula or meaning, shown when one points at the head. */
  explain?: string;
  /** Figures stand right, in tabular numerals. */
  figures?: boolean;
  width?: string;
  cell: (row: Row) => ReactNode;
}

interface TableProps<Row> {
  /** Read by screen readers; also the name of the table. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  /** 22 px rows for the floor, 28 px for tables. */
  dense?: boolean;
  selected?: string | number | null;
  onOpen?: (row: Row) => void;
  empty?: ReactNode;
  foot?: ReactNode;
}

/** Rows keep their place while they change: React moves nothing as long as `rowKey` and the order stay. */
export function Table<Row>({
  caption,
  columns,
  rows,
  rowKey,
  dense = false,
  selected = null,
  onOpen,
  empty,
  foot,
}: TableProps<Row>) {
  const { t } = useI18n();
  if (rows.length === 0) return empty ?? <p className="muted">{t("table.empty")}</p>;
  return (
    <table className={css.table} data-dense={dense || undefined}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              title={column.explain}
              data-figures={column.figures}
              style={column.width === undefined ? undefined : { width: column.width }}
            >
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const key = rowKey(row);
          return (
            <tr
              key={key}
              aria-current={selected === key || undefined}
              data-opens={onOpen ? true : undefined}
              tabIndex={onOpen ? 0 : undefined}
              onClick={onOpen && (() => onOpen(row))}
              onKeyDown={
                onOpen &&
                ((event) => {
                  if (event.key === "Enter" && event.target === event.currentTarget) onOpen(row);
                })
              }
            >
              {columns.map((column) => (
                <td key={column.key} data-figures={column.figures}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
      {foot !== undefined && <tfoot>{foot}</tfoot>}
    </table>
  );
}
