import { describe, expect, it } from "vitest";
import { BOARD_TILES_MAX, type Tile } from "@/contracts/contracts.gen";
import {
  begun,
  changed,
  errorsByTile,
  freeId,
  newTile,
  overviewTiles,
  parseKept,
  redone,
  sameDraft,
  undone,
  withNewTile,
  withTile,
  type Draft,
} from "./editor.model";
import { compacted, type Kind } from "./layout.model";

const DRAFT: Draft = { name: "Service", sharing: "private", teams: [], tiles: [] };
const place = { x: 0, y: 0, width: 3, height: 3 };

describe("a board that is put together", () => {
  it("goes back step by step and forward again, and a new change ends the way forward", () => {
    const one = withNewTile(begun(DRAFT), "number");
    const two = withNewTile(one, "clock");
    expect(two.draft.tiles.map((tile) => tile.id)).toEqual(["t1", "t2"]);
    const back = undone(two);
    expect(back.draft).toBe(one.draft);
    expect(redone(back).draft).toBe(two.draft);
    expect(redone(changed(back, { name: "Other" })).draft.name).toBe("Other");
    expect(undone(undone(undone(two))).draft).toBe(DRAFT);
  });
  it("takes the letters of one field back as one step", () => {
    const typed = ["S", "Se", "Ser"].reduce(
      (editing, name) => changed(editing, { name }, "name"),
      begun(DRAFT),
    );
    expect(undone(typed).draft).toBe(DRAFT);
    const other = changed(typed, { sharing: "everybody" });
    expect(undone(other).draft.name).toBe("Ser");
  });
  it("chooses a new tile, and no tile that undo took away", () => {
    const one = withNewTile(begun(DRAFT), "message");
    expect(one.selected).toBe("t1");
    expect(undone(one).selected).toBeNull();
  });
  it("has no more tiles than a board may have", () => {
    const tiles = Array.from({ length: BOARD_TILES_MAX }, (_, index) =>
      newTile("clock", `c${index}`, place),
    );
    const full = begun({ ...DRAFT, tiles });
    expect(withNewTile(full, "clock")).toBe(full);
  });
  it("gives a tile a name that is free", () => {
    expect(freeId([newTile("clock", "t2", place)])).toBe("t3");
  });
  it("leaves the other tiles as they are when one changes", () => {
    const tiles = [newTile("clock", "t1", place), newTile("message", "t2", place)];
    const next = withTile(begun({ ...DRAFT, tiles }), { ...tiles[1], text: "Hello" } as Tile);
    expect(next.draft.tiles[0]).toBe(tiles[0]);
    expect(next.draft.tiles[1]).toMatchObject({ text: "Hello" });
  });
  it("begins with the parts of the Overview, without a hole", () => {
    const tiles = overviewTiles();
    expect(compacted(tiles)).toEqual(tiles);
    const kinds: readonly Kind[] = tiles.map((tile) => tile.kind);
    expect(kinds).toEqual(["number", "number", "number", "number", "table", "list"]);
  });
});

describe("what is not saved", () => {
  it("is not what the server says in another order", () => {
    const tile = newTile("number", "t1", place);
    const turned = Object.fromEntries(Object.entries(tile).reverse()) as unknown as Tile;
    const mine = { ...DRAFT, tiles: [tile] };
    expect(sameDraft(mine, { ...DRAFT, tiles: [turned] })).toBe(true);
    expect(sameDraft(mine, { ...DRAFT, tiles: [{ ...turned, title: "x" }] })).toBe(false);
  });
  it("comes back out of the browser, and nonsense does not", () => {
    const kept = { version: 4, draft: { ...DRAFT, tiles: [newTile("clock", "t1", place)] } };
    expect(parseKept(JSON.stringify(kept))).toEqual(kept);
    for (const raw of [
      null,
      "x{",
      "{}",
      '{"version":1,"draft":{"name":1}}',
      '{"version":1,"draft":3}',
    ])
      expect(parseKept(raw)).toBeNull();
    expect(sameDraft(kept.draft, { ...kept.draft, tiles: [] })).toBe(false);
  });
  it("is told what is wrong with it where that is", () => {
    const tiles = [newTile("clock", "t1", place), newTile("number", "t9", place)];
    const found = errorsByTile(
      {
        name: ["Too long."],
        "tiles.1.queues": ["Gone."],
        "tiles.0": ["Odd."],
        "tiles.7.place": ["?"],
      },
      tiles,
    );
    expect(found.get("t9")).toEqual({ queues: "Gone." });
    expect(found.get("t1")).toEqual({ "": "Odd." });
    expect(found.get("")).toEqual({ name: "Too long.", place: "?" });
  });
});
