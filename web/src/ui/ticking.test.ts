import { describe, expect, it } from "vitest";
import { keepWritten } from "./ticking";

/** A clock that a test moves on. */
function clock(second: number) {
  const listeners = new Set<() => void>();
  return {
    turn(to: number) {
      second = to;
      for (const listener of listeners) listener();
    },
    each: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    second: () => second,
    listeners,
  };
}

/** A text that counts how often it was touched. */
class Counted {
  writes = 0;
  #data = "";
  get data() {
    return this.#data;
  }
  set data(text: string) {
    this.writes++;
    this.#data = text;
  }
}

describe("a text that follows the clock", () => {
  it("is there at once and changes with the second", () => {
    const time = clock(100);
    const place = new Counted();
    keepWritten(place, (now) => `${now / 1000 - 90} s`, time.each, time.second);
    expect(place.data).toBe("10 s");
    time.turn(101);
    expect(place.data).toBe("11 s");
  });

  it("is not touched when it says the same", () => {
    const time = clock(100);
    const place = new Counted();
    keepWritten(place, () => "stopped", time.each, time.second);
    time.turn(101);
    time.turn(102);
    expect(place.writes).toBe(1);
  });

  it("ends with its element", () => {
    const time = clock(100);
    const place = new Counted();
    const end = keepWritten(place, String, time.each, time.second);
    end();
    expect(time.listeners.size).toBe(0);
  });
});
