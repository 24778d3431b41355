import { useLayoutEffect, useState, type RefObject } from "react";
import type { Place } from "./matrix.model";

export const ROW_PX = 28;
export const COLUMN_PX = 92;
export const NAMES_PX = 200;
/** Rows above and below what is in sight, so that a flick of the wheel finds them there. */
const SPARE_ROWS = 12;

/** How far to scroll so that something at `at` is seen; where it is already, nothing moves. */
const inSight = (scrolled: number, at: number, size: number, room: number): number =>
  Math.max(Math.min(scrolled, at), at + size - room);

/** Which rows are in the page, and keeping the active cell in sight. `end` is not inside. */
export function useWindow(grid: RefObject<HTMLElement | null>, rows: number, active: Place) {
  const [seen, setSeen] = useState({ top: 0, height: 800 });
  useLayoutEffect(() => {
    const element = grid.current;
    if (!element) return undefined;
    const look = new ResizeObserver(() =>
      setSeen((before) => ({ ...before, height: element.clientHeight })),
    );
    look.observe(element);
    return () => look.disconnect();
  }, [grid]);
  const { row, column } = active;
  useLayoutEffect(() => {
    const element = grid.current;
    if (!element) return;
    const head = element.firstElementChild?.clientHeight ?? 0;
    const [top, left] = [row * ROW_PX, column * COLUMN_PX];
    const [down, across] = [element.clientHeight - head, element.clientWidth - NAMES_PX];
    element.scrollTo({
      top: inSight(element.scrollTop, top, ROW_PX, down),
      left: inSight(element.scrollLeft, left, COLUMN_PX, across),
    });
  }, [grid, row, column]);
  const first = Math.max(0, Math.min(rows - 1, Math.floor(seen.top / ROW_PX) - SPARE_ROWS));
  const end = Math.min(rows, first + Math.ceil(seen.height / ROW_PX) + 2 * SPARE_ROWS);
  return {
    first,
    end,
    onScroll: (event: { currentTarget: HTMLElement }) => {
      const top = Math.floor(event.currentTarget.scrollTop / ROW_PX) * ROW_PX;
      setSeen((before) => (before.top === top ? before : { ...before, top }));
    },
  };
}
