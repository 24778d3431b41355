/** A number that somebody pressed, wherever it stands: the desk opens what fits (dial, or ask and transfer during a call). */

export interface DialWish {
  readonly number: string;
  readonly name: string;
}

class DialWishes {
  #wish: DialWish | null = null;
  #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly current = (): DialWish | null => this.#wish;

  want(number: string, name = ""): void {
    this.#set({ number, name });
  }

  done(): void {
    this.#set(null);
  }

  #set(wish: DialWish | null): void {
    this.#wish = wish;
    for (const listener of this.#listeners) listener();
  }
}

export const dialWishes = new DialWishes();
