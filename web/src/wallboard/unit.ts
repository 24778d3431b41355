/** What a wall is drawn in: 1 on a screen of 1920 px. A narrower one shows the same in small, down to the size at which one still reads it. */
const UNIT_MIN = 0.75;
const WHOLE = 1920;

/** Pixels of one unit now; wall.css says the same as `--u`. */
export const tvUnit = (tv: boolean): number =>
  tv ? Math.max(UNIT_MIN, window.innerWidth / WHOLE) : 1;
