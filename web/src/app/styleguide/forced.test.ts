import { expect, test } from "vitest";
import { forcedSelector } from "./forced";

test("a rule of a button that is pointed at also holds for a sample of it", () => {
  expect(forcedSelector(".button:hover")).toBe('.button:is([data-force~="hover"] *)');
  expect(forcedSelector(".tab[data-on]:focus-visible > i")).toBe(
    '.tab[data-on]:is([data-force~="focus"] *) > i',
  );
});

test("rules of no such state stay alone, also beside one that is", () => {
  expect(forcedSelector(".button")).toBeNull();
  expect(forcedSelector(".a, .b:active")).toBe(' .b:is([data-force~="pressed"] *)');
});

test("what holds unless somebody points is no state to show", () => {
  expect(forcedSelector(".row:not(:hover)")).toBeNull();
});
