import { expect, it } from "vitest";
import { place } from "./floating";

const screen = { width: 1000, height: 700 };
const anchor = { left: 100, top: 40, width: 80, height: 32 };
const size = { width: 240, height: 200 };

it("stands below its anchor, aligned as wanted", () => {
  expect(place(anchor, size, screen, "bottom", "start")).toEqual({ left: 100, top: 76 });
  expect(place({ ...anchor, left: 800 }, size, screen, "bottom", "end")).toEqual({
    left: 640,
    top: 76,
  });
  expect(place(anchor, { width: 60, height: 20 }, screen, "bottom", "center").left).toBe(110);
});
it("turns over where there is no room", () => {
  expect(place({ ...anchor, top: 600 }, size, screen, "bottom", "start").top).toBe(396);
});
it("stays on the screen", () => {
  expect(place({ ...anchor, left: 950 }, size, screen, "bottom", "start").left).toBe(752);
  expect(place({ ...anchor, left: 0 }, size, screen, "bottom", "end").left).toBe(8);
});
it("stands beside the rail", () => {
  expect(
    place(
      { left: 8, top: 100, width: 36, height: 36 },
      { width: 60, height: 24 },
      screen,
      "right",
      "center",
    ),
  ).toEqual({
    left: 48,
    top: 106,
  });
});
