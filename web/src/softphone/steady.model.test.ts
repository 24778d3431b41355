import { describe, expect, it } from "vitest";
import { Steady } from "./steady.model";

/** "." is a good second and "#" a bad one; the answer has a "#" wherever the sentence is shown. */
const shown = (seconds: string): string => {
  const steady = new Steady();
  return seconds.replaceAll(/./g, (second) => (steady.read(second === "#") ? "#" : "."));
};

describe("a line", () => {
  it("is not bad for one bad second, nor for two", () => {
    expect(shown("....#.......")).toBe("............");
    expect(shown("....##......")).toBe("............");
    expect(shown("#....#....#.")).toBe("............");
  });
  it("is bad once it was for three seconds, also with a good one in between", () => {
    expect(shown("..###")).toBe("....#");
    expect(shown("..#.#.#")).toBe("......#");
    expect(shown("###")).toBe("..#");
  });
  it("stays bad until it was good for five seconds in a row", () => {
    expect(shown("###.....")).toBe("..#####.");
    expect(shown("###....#.....")).toBe("..##########.");
  });
  it("can be bad again", () => {
    expect(shown("###.....###")).toBe("..#####...#");
  });
});
