import { expect, it } from "vitest";
import { press } from "./keys";
import * as model from "./matrix.model";
import { EMPTY, type Matrix, type Table } from "./matrix.model";
import { readTsv } from "./tsv";

const named = (...names: string[]) => names.map((name, index) => ({ id: index + 1, name }));
const SAVED: Record<string, number> = { "1/1": 5, "1/2": 3, "2/1": 1 };
const table: Table = {
  rows: named("Ana", "Ben", "Cleo", "Dan"),
  columns: named("French", "Repairs", "Sales"),
  max: 5,
  saved: (row, column) => SAVED[`${row}/${column}`] ?? 0,
};

const keys = (said: string, from: Matrix = EMPTY): Matrix =>
  said.split(" ").reduce((matrix, one) => {
    const parts = one.split("+");
    const [ctrl, shift] = [parts.includes("C"), parts.includes("S")];
    const pressed = { key: parts.at(-1) === "_" ? " " : (parts.at(-1) ?? ""), ctrl, shift };
    return press(pressed, matrix, table, true) ?? matrix;
  }, from);

const shown = (matrix: Matrix): string =>
  table.rows
    .map((_, row) =>
      table.columns.map((_, column) => model.levelAt(matrix, table, { row, column })).join(""),
    )
    .join(" ");
const wishes = (matrix: Matrix) =>
  [...model.wishesOf(matrix, table)].map(([row, all]) => [row, ...all]);

it("shows what is saved, and beside it what is wanted", () => {
  expect(shown(EMPTY)).toBe("530 100 000 000");
  const matrix = keys("ArrowDown ArrowRight 4");
  expect(shown(matrix)).toBe("530 140 000 000");
  expect(wishes(matrix)).toEqual([[2, [2, 4]]]);
});

it("sets every chosen cell, and takes away with Delete", () => {
  expect(shown(keys("S+ArrowDown S+ArrowRight 2"))).toBe("220 220 000 000");
  expect(shown(keys("C+a Delete"))).toBe("000 000 000 000");
  expect(shown(keys("S+_ 1"))).toBe("111 100 000 000");
  expect(shown(keys("C+_ 1"))).toBe("130 100 100 100");
});

it("stays inside the table, and goes to its ends with Ctrl", () => {
  expect(keys("ArrowUp ArrowLeft").active).toEqual({ row: 0, column: 0 });
  expect(keys("C+ArrowDown C+ArrowRight").active).toEqual({ row: 3, column: 2 });
  expect(keys("C+End Home PageUp").active).toEqual({ row: 0, column: 0 });
});

it("undoes and does again, step by step; what is as saved is no wish", () => {
  const matrix = keys("1 ArrowRight 2 C+z");
  expect(shown(matrix)).toBe("130 100 000 000");
  expect(shown(keys("C+z", matrix))).toBe("530 100 000 000");
  expect(wishes(keys("C+z", matrix))).toEqual([]);
  expect(shown(keys("C+z C+y C+S+Z", matrix))).toBe("120 100 000 000");
  expect(wishes(keys("1 5"))).toEqual([]);
});

it("fills down the first chosen row, or the row above", () => {
  expect(shown(keys("S+ArrowRight S+ArrowDown S+ArrowDown C+d"))).toBe("530 530 530 000");
  expect(shown(keys("ArrowDown C+d"))).toBe("530 500 000 000");
  expect(keys("C+d")).toBe(EMPTY);
});

it("copies what spreadsheets take, and takes what they copy", () => {
  const matrix = keys("S+ArrowRight S+ArrowDown");
  expect(model.copy(matrix, table)).toBe("5\t3\r\n1\t");
  const there = model.paste(keys("ArrowDown ArrowDown"), table, "5\t3\r\n1\t\r\n");
  expect(shown(there.matrix)).toBe("530 100 530 100");
  expect(there).toMatchObject({ taken: 4, wrong: [], outside: 0 });
});

it("fills a range with a smaller table as often as it fits", () => {
  const one = model.paste(keys("C+a"), table, "2");
  expect(shown(one.matrix)).toBe("222 222 222 222");
  const pair = model.paste(keys("S+ArrowDown S+ArrowDown S+ArrowDown"), table, "1\n4");
  expect(shown(pair.matrix)).toBe("130 400 100 400");
});

it("tells each pasted cell that is no level, takes the others, and undoes all of it at once", () => {
  const pasted = model.paste(EMPTY, table, "1\tsix\t9\t4\n2,0\tx\t–");
  expect(shown(pasted.matrix)).toBe("130 210 000 000");
  expect(pasted.taken).toBe(4);
  expect(pasted.outside).toBe(1);
  expect(pasted.wrong).toEqual([
    { place: { row: 0, column: 1 }, text: "six" },
    { place: { row: 0, column: 2 }, text: "9" },
  ]);
  expect(model.stateAt(pasted.matrix, table, { row: 0, column: 1 })).toBe("wrong");
  const back = model.undo(pasted.matrix, table);
  expect(shown(back)).toBe(shown(EMPTY));
  expect(back.wrong.size).toBe(0);
});

it("keeps what was typed and is no level, until the cell gets one", () => {
  const wrong = model.typed(EMPTY, table, "7");
  expect(model.wrongAt(wrong, table, { row: 0, column: 0 })).toBe("7");
  expect(shown(wrong)).toBe(shown(EMPTY));
  const right = model.typed(wrong, table, " 2 ");
  expect(model.wrongAt(right, table, { row: 0, column: 0 })).toBeUndefined();
  expect(shown(right)).toBe("230 100 000 000");
});

it("wishes stay while rows are filtered away, and discarding can be undone", () => {
  const matrix = keys("C+End 3");
  const less = { ...table, rows: table.rows.slice(0, 1) };
  expect(model.clamped(matrix, less).active).toEqual({ row: 0, column: 2 });
  expect(wishes(model.clamped(matrix, less))).toEqual([[4, [3, 3]]]);
  const none = model.discard(matrix, table);
  expect(wishes(none)).toEqual([]);
  expect(wishes(model.undo(none, table))).toEqual([[4, [3, 3]]]);
});

it("who may not edit moves and copies only", () => {
  expect(press({ key: "3", ctrl: false, shift: false }, EMPTY, table, false)).toBeNull();
  expect(
    press({ key: "ArrowDown", ctrl: false, shift: false }, EMPTY, table, false),
  ).not.toBeNull();
});

it("reads quoted cells", () => {
  expect(readTsv('1\t"a ""b""\nc"\r\n2\t')).toEqual([
    ["1", 'a "b"\nc'],
    ["2", ""],
  ]);
  expect(readTsv("")).toEqual([[""]]);
});

it("tells which rows a key has changed, and no others", () => {
  const changed = (before: Matrix, after: Matrix) =>
    table.rows.flatMap((_, row) => (model.sameInRow(before, after, table, row) ? [] : [row]));
  expect(changed(EMPTY, keys("ArrowDown ArrowRight"))).toEqual([]);
  expect(changed(EMPTY, keys("ArrowDown ArrowRight 4"))).toEqual([1]);
  const wrong = model.typed(keys("ArrowDown ArrowDown"), table, "seven");
  expect(changed(EMPTY, wrong)).toEqual([2]);
});
