import type { KeyboardEvent } from "react";

const ROW = "tr[tabindex]";

/** Up, Down, Home and End move between the rows of a table that can be opened; put it on an element around the table. */
export function rowArrows(event: KeyboardEvent<HTMLElement>): void {
  const from = event.target instanceof HTMLElement ? event.target : null;
  if (!from?.matches(ROW)) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>(ROW)];
  const at = rows.indexOf(from);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  rows[to]?.focus();
}
