import { expect, test } from "vitest";
import { fittingSize, linesAt } from "./message.model";

const WELCOME = "Herzlich willkommen bei Halden Energie\nWelcome to Halden Energie";

test.each([
  ["", 10, 1],
  ["Stay calm", 10, 1],
  ["Stay calm", 8, 2],
  ["Stay\ncalm", 10, 2],
  ["Donaudampfschifffahrt", 10, 3],
  ["Die Donaudampfschifffahrt", 10, 4],
  [WELCOME, 40, 2],
  [WELCOME, 20, 4],
])("%j at %i letters a line are %i lines", (text, letters, lines) => {
  expect(linesAt(text, letters)).toBe(lines);
});

test("a short message is as large as it may be", () => {
  expect(fittingSize("Stay calm", { width: 500, height: 100 }, 20, 44)).toBe(44);
});

test("two lines in a low tile get smaller until both are seen", () => {
  const box = { width: 560, height: 100 };
  const size = fittingSize(WELCOME, box, 20, 44);
  expect(size).toBeGreaterThan(20);
  expect(linesAt(WELCOME, Math.floor(box.width / (size * 0.56))) * size * 1.3).toBeLessThanOrEqual(
    box.height,
  );
});

test("what fits at no size is written as small as it may be", () => {
  expect(fittingSize(WELCOME.repeat(20), { width: 200, height: 40 }, 20, 44)).toBe(20);
});
