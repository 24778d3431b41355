import { expect, it } from "vitest";
import { nextItem, typedItem } from "./Menu";

it("moves round and round with the arrows", () => {
  expect([
    nextItem("ArrowDown", 2, 3),
    nextItem("ArrowUp", 0, 3),
    nextItem("Home", 2, 3),
    nextItem("End", 0, 3),
  ]).toEqual([0, 2, 0, 2]);
  expect(nextItem("x", 0, 3)).toBeNull();
  expect(nextItem("ArrowDown", -1, 0)).toBeNull();
});

it("finds an item by typing, the next one with each same letter", () => {
  const labels = ["Break", "Lunch", "Boss", "Training"];
  expect(typedItem("b", 0, labels)).toBe(2);
  expect(typedItem("b", 2, labels)).toBe(0);
  expect(typedItem("br", 0, labels)).toBe(0);
  expect(typedItem("z", 0, labels)).toBeNull();
});
