import type { Disposition, OutcomeField } from "@/api/desk";
import type { Answer, Draft } from "./note.model";

/** One level of the tree of outcomes, as a column. */
export interface OutcomeColumn {
  readonly choices: readonly Disposition[];
  /** The one on the way to what is chosen. */
  readonly chosen: number | null;
}

/** Digits choose among the first nine; more are reached with the arrow keys. */
export const KEYS_MAX = 9;

const isFor = (one: { queues: readonly number[] }, queue: number | null): boolean =>
  one.queues.length === 0 || (queue !== null && one.queues.includes(queue));

const inOrder = <T extends { id: number; position: number }>(things: readonly T[]): T[] =>
  things.toSorted((a, b) => a.position - b.position || a.id - b.id);

/** What may be chosen after a conversation of this queue: of a group that is not shown, nothing is. */
export function choicesFor(
  all: readonly Disposition[],
  queue: number | null,
): readonly Disposition[] {
  const open = new Map(
    all.filter((one) => one.active && isFor(one, queue)).map((one) => [one.id, one]),
  );
  const isShown = (one: Disposition): boolean =>
    one.parent === null || (open.has(one.parent) && isShown(open.get(one.parent) as Disposition));
  return inOrder([...open.values()].filter(isShown));
}

/** From the root to what is chosen. */
function pathTo(choices: readonly Disposition[], chosen: number | null): readonly number[] {
  const path: number[] = [];
  let at = choices.find((one) => one.id === chosen);
  while (at !== undefined) {
    path.unshift(at.id);
    const above = at.parent;
    at = choices.find((one) => one.id === above);
  }
  return path;
}

/** The columns that are open: the first level, and one more below each group that is chosen. */
export function columnsOf(
  choices: readonly Disposition[],
  chosen: number | null,
): readonly OutcomeColumn[] {
  const path = pathTo(choices, chosen);
  return [null, ...path]
    .map((parent, level) => ({
      choices: choices.filter((one) => one.parent === parent),
      chosen: path[level] ?? null,
    }))
    .filter((column) => column.choices.length > 0);
}

/** What a digit chooses: one of the last column, where the choice is still open or can be changed. */
export const chosenByDigit = (
  columns: readonly OutcomeColumn[],
  digit: number,
): Disposition | undefined => columns.at(-1)?.choices[digit - 1];

/** One level back: the group is open again. Null when nothing is chosen. */
export function levelUp(choices: readonly Disposition[], chosen: number | null): number | null {
  return pathTo(choices, chosen).at(-2) ?? null;
}

export const fieldsFor = (
  all: readonly OutcomeField[],
  queue: number | null,
): readonly OutcomeField[] => inOrder(all.filter((one) => one.active && isFor(one, queue)));

export type Missing =
  | { readonly kind: "disposition" }
  | { readonly kind: "field"; readonly field: OutcomeField }
  | { readonly kind: "note" };

const isEmpty = (answer: Answer | undefined): boolean =>
  answer === undefined || answer === null || answer === "";

/** What is still to be filled in before one can save, in the order of the page. */
export function missingOf(
  draft: Draft,
  choices: readonly Disposition[],
  fields: readonly OutcomeField[],
): readonly Missing[] {
  const columns = columnsOf(choices, draft.disposition);
  // A group says nothing yet: the last column must be decided.
  const open = columns.length > 0 && columns.at(-1)?.chosen === null;
  const chosen = choices.find((one) => one.id === draft.disposition);
  return [
    ...(open ? [{ kind: "disposition" as const }] : []),
    ...fields
      .filter((field) => field.required && isEmpty(draft.answers[field.code]))
      .map((field) => ({ kind: "field" as const, field })),
    ...(chosen?.note_required === true && draft.note.trim() === ""
      ? [{ kind: "note" as const }]
      : []),
  ];
}
