/** Which rows are ticked: one by one, from one to another with Shift, or all that are shown. Pure. */

export interface Selection {
  readonly chosen: ReadonlySet<number>;
  /** The row that was ticked last: Shift goes from there. */
  readonly last: number | null;
}

export const NOBODY: Selection = { chosen: new Set(), last: null };

/** Ticks or unticks a row; with `through`, all from the last one to it become like it. `shown` in the order of the list. */
export function tick(
  { chosen, last }: Selection,
  shown: readonly number[],
  id: number,
  through: boolean,
): Selection {
  const on = !chosen.has(id);
  const [from, to] = [last === null ? -1 : shown.indexOf(last), shown.indexOf(id)];
  const ids = through && from >= 0 ? shown.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
  const next = new Set(chosen);
  ids.forEach((one) => (on ? next.add(one) : next.delete(one)));
  return { chosen: next, last: id };
}

export const howMany = (
  { chosen }: Selection,
  shown: readonly number[],
): "none" | "some" | "all" => {
  const ticked = shown.filter((id) => chosen.has(id)).length;
  return ticked === 0 ? "none" : ticked === shown.length ? "all" : "some";
};

/** All that are shown, or none of them when all are ticked already; what is not shown stays as it is. */
export function tickAll(selection: Selection, shown: readonly number[]): Selection {
  const next = new Set(selection.chosen);
  const all = howMany(selection, shown) === "all";
  shown.forEach((id) => (all ? next.delete(id) : next.add(id)));
  return { chosen: next, last: null };
}
