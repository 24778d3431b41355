import { describe, expect, it } from "vitest";
import { lastBoard, nextBoard, readWall, rememberBoard } from "./wall.model";

describe("a wall", () => {
  it("is read from an address, and nonsense is left out", () => {
    expect(readWall({ tv: "", rotate: "x" })).toEqual({ tv: true });
    expect(readWall({ tv: true, rotate: 30, boards: [3, 0, -1] })).toEqual({
      tv: true,
      rotate: 30,
      boards: [3, 0],
    });
    expect(readWall({ tv: "true", rotate: 1, boards: "3,4" })).toEqual({
      tv: true,
      rotate: 10,
      boards: [3, 4],
    });
    expect(readWall({ rotate: 30, boards: [3, 4], edit: true })).toEqual({ edit: true });
    expect(readWall({ tv: true, rotate: 30, boards: 3 })).toEqual({ tv: true });
  });
  it("shows its boards in turn", () => {
    const wall = readWall({ tv: true, rotate: 30, boards: [3, 0, 5] });
    expect([3, 0, 5, 9].map((current) => nextBoard(wall, current))).toEqual([0, 5, 3, 3]);
    expect(nextBoard({ tv: true }, 3)).toBeNull();
  });
  it("knows the board last used", () => {
    const kept = new Map<string, string>();
    const store = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
    expect(lastBoard(store)).toBeNull();
    rememberBoard(store, 7);
    expect(lastBoard(store)).toBe(7);
    rememberBoard(store, null);
    expect(lastBoard(store)).toBeNull();
    kept.set("ccplatform.board", "x");
    expect(lastBoard(store)).toBeNull();
  });
});
