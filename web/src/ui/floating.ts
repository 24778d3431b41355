/** Where a floating box goes: below (or beside) its anchor, turned over where there is no room. Pure. */

export type Side = "bottom" | "top" | "right" | "left";
export type Align = "start" | "center" | "end";

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

const GAP = 4;
const MARGIN = 8;

const OPPOSITE: Record<Side, Side> = { bottom: "top", top: "bottom", left: "right", right: "left" };

function room(anchor: Box, screen: Box, side: Side): number {
  switch (side) {
    case "bottom":
      return screen.height - (anchor.top + anchor.height);
    case "top":
      return anchor.top;
    case "right":
      return screen.width - (anchor.left + anchor.width);
    case "left":
      return anchor.left;
  }
}

const clamp = (value: number, low: number, high: number): number =>
  Math.max(low, Math.min(value, high));

/** Left upper corner of a box of this size, in pixels of the window. */
export function place(
  anchor: Box,
  size: { width: number; height: number },
  screen: { width: number; height: number },
  wanted: Side,
  align: Align,
): { left: number; top: number } {
  const window = { left: 0, top: 0, ...screen };
  const upright = wanted === "bottom" || wanted === "top";
  const needs = (upright ? size.height : size.width) + GAP + MARGIN;
  const other = OPPOSITE[wanted];
  const side =
    room(anchor, window, wanted) < needs &&
    room(anchor, window, other) > room(anchor, window, wanted)
      ? other
      : wanted;
  const [start, extent, own] = upright
    ? [anchor.left, anchor.width, size.width]
    : [anchor.top, anchor.height, size.height];
  const along =
    align === "start" ? start : align === "end" ? start + extent - own : start + (extent - own) / 2;
  const across = {
    bottom: anchor.top + anchor.height + GAP,
    top: anchor.top - size.height - GAP,
    right: anchor.left + anchor.width + GAP,
    left: anchor.left - size.width - GAP,
  }[side];
  const [left, top] = upright ? [along, across] : [across, along];
  return {
    left: clamp(left, MARGIN, screen.width - size.width - MARGIN),
    top: clamp(top, MARGIN, screen.height - size.height - MARGIN),
  };
}
