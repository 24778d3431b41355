/** Whether a line is bad, so that one bad second does not show a sentence and one good second does not take it away. Pure. */

/** Readings, one a second, among which it is judged. */
const WINDOW = 5;
/** As many bad ones among them say that it is bad: at 3 of 5 a loss of 4 % is told soon, a single click never. */
export const BAD_FROM = 3;

/** Bad once 3 of the last 5 readings were bad; good again once 5 in a row were good. */
export class Steady {
  #last: readonly boolean[] = [];
  #bad = false;

  /** One reading; what is to be said now. */
  read(bad: boolean): boolean {
    this.#last = [...this.#last, bad].slice(-WINDOW);
    const count = this.#last.filter(Boolean).length;
    this.#bad = this.#bad ? count > 0 : count >= BAD_FROM;
    return this.#bad;
  }
}
