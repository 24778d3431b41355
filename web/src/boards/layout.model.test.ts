import { describe, expect, it } from "vitest";
import { BOARD_COLUMNS, BOARD_ROWS_MAX, type Place } from "@/contracts/contracts.gen";
import {
  compacted,
  freePlace,
  inOrder,
  neighbour,
  placed,
  resized,
  rowsOf,
  stepped,
  within,
  without,
  type Placed,
} from "./layout.model";

const tile = (id: string, x: number, y: number, width: number, height: number): Placed => ({
  id,
  kind: "number",
  place: { x, y, width, height },
});

/** Three in a row, one wide below. */
const [A, B, C, D] = [
  tile("a", 0, 0, 4, 2),
  tile("b", 4, 0, 4, 2),
  tile("c", 8, 0, 4, 2),
  tile("d", 0, 2, 12, 3),
];
const BOARD = [A, B, C, D];

const at = (tiles: readonly Placed[], id: string): Place | undefined =>
  tiles.find((one) => one.id === id)?.place;

const overlaps = (tiles: readonly Placed[]): boolean =>
  tiles.some((one, index) =>
    tiles
      .slice(index + 1)
      .some(
        ({ place: other }) =>
          one.place.x < other.x + other.width &&
          other.x < one.place.x + one.place.width &&
          one.place.y < other.y + other.height &&
          other.y < one.place.y + one.place.height,
      ),
  );

describe("the grid", () => {
  it("leaves no hole above anybody, and whoever does not move keeps their identity", () => {
    const [first, second] = [tile("a", 0, 0, 4, 2), tile("b", 0, 7, 4, 2)];
    const next = compacted([first, second]);
    expect(at(next, "b")).toMatchObject({ y: 2 });
    expect(next[0]).toBe(first);
  });
  it("pushes down whatever a moved tile covers", () => {
    const next = placed(BOARD, "d", { x: 0, y: 0, width: 12, height: 3 });
    expect(at(next, "d")).toMatchObject({ y: 0 });
    expect(["a", "b", "c"].map((id) => at(next, id)?.y)).toEqual([3, 3, 3]);
  });
  it("passes what it is dragged over on its way down", () => {
    const stack = [tile("a", 0, 0, 4, 3), tile("b", 0, 3, 6, 5)];
    const next = placed(stack, "a", { x: 0, y: 5, width: 4, height: 3 });
    expect(at(next, "b")).toMatchObject({ y: 0 });
    expect(at(next, "a")).toMatchObject({ y: 5 });
  });
  it("pushes the neighbour down when a tile grows into it", () => {
    const next = resized(BOARD, "a", "right");
    expect(at(next, "a")).toMatchObject({ width: 5 });
    expect(at(next, "b")).toMatchObject({ x: 4, y: 2 });
    expect(at(next, "d")).toMatchObject({ y: 4 });
  });
  it("keeps a tile within the columns and no smaller than its kind may be", () => {
    expect(within({ x: 11, y: -3, width: 1, height: 1 }, "table")).toEqual({
      x: 8,
      y: 0,
      width: 4,
      height: 3,
    });
    expect(resized(BOARD, "c", "right")).toBe(BOARD);
    expect(stepped(BOARD, "a", "left")).toBe(BOARD);
  });
  it("goes past the neighbour with an arrow, downwards, and back to where it was", () => {
    const down = stepped(BOARD, "a", "down");
    expect(at(down, "a")).toMatchObject({ x: 0, y: 5 });
    expect(at(down, "d")).toMatchObject({ y: 2 });
    const up = stepped(down, "a", "up");
    expect(at(up, "a")).toMatchObject({ x: 0, y: 0 });
    expect(at(up, "d")).toMatchObject({ y: 2 });
  });
  it("goes under a tile of its own width", () => {
    const stack = [tile("a", 0, 0, 4, 2), tile("b", 0, 2, 4, 3)];
    const next = stepped(stack, "a", "down");
    expect(at(next, "b")).toMatchObject({ y: 0 });
    expect(at(next, "a")).toMatchObject({ y: 3 });
    expect(stepped(next, "a", "down")).toBe(next);
  });
  it("moves sideways into a gap, and over a neighbour by pushing it down", () => {
    const next = stepped(BOARD, "a", "right");
    expect(at(next, "a")).toMatchObject({ x: 1, y: 0 });
    expect(at(next, "b")).toMatchObject({ y: 2 });
  });
  it("does not grow beyond the rows of a board", () => {
    const full = [tile("a", 0, 0, 12, BOARD_ROWS_MAX - 2), tile("b", 0, BOARD_ROWS_MAX - 2, 12, 2)];
    expect(resized(full, "a", "down")).toBe(full);
    expect(freePlace(full, { width: 2, height: 2 })).toBeNull();
  });
  it("puts a new tile into the first gap, else at the foot", () => {
    expect(freePlace([A, C], { width: 3, height: 2 })).toMatchObject({
      x: 4,
      y: 0,
    });
    expect(freePlace(BOARD, { width: 3, height: 2 })).toMatchObject({ x: 0, y: 5 });
  });
  it("closes up when a tile goes, and the focus goes to the next one", () => {
    expect(at(without([A, D], "a"), "d")).toMatchObject({ y: 0 });
    expect(neighbour(BOARD, "a")).toBe("b");
    expect(neighbour(BOARD, "d")).toBe("c");
    expect(neighbour([A], "a")).toBeNull();
  });
  it("never lets tiles overlap or leave the grid, whatever one does", () => {
    // A small congruential generator: the same thousand moves every time.
    let seed = 7;
    const chance = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
    let tiles: readonly Placed[] = BOARD;
    for (let step = 0; step < 300; step++) {
      const id = "abcd"[chance(4)] ?? "a";
      const direction = (["left", "right", "up", "down"] as const)[chance(4)] ?? "up";
      tiles =
        chance(3) === 0
          ? placed(tiles, id, {
              x: chance(14) - 1,
              y: chance(26) - 1,
              width: chance(14),
              height: chance(8),
            })
          : (chance(2) === 0 ? stepped : resized)(tiles, id, direction);
      expect(overlaps(tiles)).toBe(false);
      expect(rowsOf(tiles)).toBeLessThanOrEqual(BOARD_ROWS_MAX);
      for (const { place } of tiles)
        expect(place.x + place.width).toBeLessThanOrEqual(BOARD_COLUMNS);
      expect(inOrder(tiles)).toHaveLength(4);
    }
  });
});
