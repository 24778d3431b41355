/** Letters that are typed while a form waits for the server: they stay typed, whatever the answer does to the form. */

/** What is typed now and was not sent; all of it when nothing of it was. */
export function typedSince<Typed extends object>(sent: Partial<Typed>, now: Typed): Partial<Typed> {
  const different = Object.entries(now).filter(
    ([key, value]) => !(key in sent) || sent[key as keyof Typed] !== value,
  );
  return Object.fromEntries(different) as Partial<Typed>;
}

/** What is on its way from one form to the next, and where the cursor stood. */
export interface Leftover<Typed> {
  typed: Typed;
  field: string | null;
}

/** A new thing that was saved has a page of its own, with a form of its own: what was typed meanwhile goes there. */
export class Leftovers<Typed extends object> {
  readonly #waiting = new Map<string, Leftover<Typed>>();

  leave(page: string, leftover: Leftover<Typed>): void {
    if (Object.keys(leftover.typed).length > 0) this.#waiting.set(page, leftover);
  }

  /** Null when nothing waits. Looking takes nothing away: a form may be drawn twice before it is there. */
  readonly look = (page: string): Leftover<Typed> | null => this.#waiting.get(page) ?? null;

  taken(page: string): void {
    this.#waiting.delete(page);
  }
}
