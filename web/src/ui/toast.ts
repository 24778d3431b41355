/** The one line at the foot that says what was done and offers to undo it. Independent of React. */

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly undo?: (() => void) | undefined;
}

/** Long enough to read and to reach the button with the keyboard. */
const TOAST_MS = 8_000;

type Listener = () => void;

export class ToastStore {
  #current: Toast | null = null;
  #listeners = new Set<Listener>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #next = 1;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly current = (): Toast | null => this.#current;

  /** A newer line replaces the older: two at once would be read by nobody. */
  show(text: string, undo?: () => void): void {
    clearTimeout(this.#timer);
    this.#current = { id: this.#next++, text, undo };
    this.#timer = setTimeout(() => this.dismiss(), TOAST_MS);
    this.#tell();
  }

  readonly dismiss = (): void => {
    clearTimeout(this.#timer);
    this.#current = null;
    this.#tell();
  };

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

export const toasts = new ToastStore();
