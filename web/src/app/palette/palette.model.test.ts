import { describe, expect, it } from "vitest";
import { linesFor, paletteSources, type PaletteItem } from "./palette.model";

const item = (group: PaletteItem["group"], label: string, more: Partial<PaletteItem> = {}) => ({
  key: label,
  group,
  label,
  run: () => undefined,
  ...more,
});

const ITEMS: readonly PaletteItem[] = [
  item("pages", "Contacts"),
  item("people", "Tom Berger", { words: "Billing Tariffs" }),
  item("actions", "Transfer", { keys: "t" }),
  item("queues", "Tariffs"),
  item("contacts", "Berta Tamm", { found: true }),
];

const labels = (typed: string) => linesFor(typed, ITEMS).map((line) => line.label);

describe("the palette", () => {
  it("shows everything in its order when nothing is typed", () => {
    expect(labels("")).toEqual(["Tom Berger", "Tariffs", "Berta Tamm", "Contacts", "Transfer"]);
  });

  it("finds by name and by words beside it, and leaves to the server what the server has found", () => {
    expect(labels("tarif")).toEqual(["Tom Berger", "Tariffs", "Berta Tamm"]);
  });

  it("finds an action by scattered letters", () => {
    expect(labels("trsf")).toContain("Transfer");
  });

  it("shows no more of one kind than one reads, except what can be done now", () => {
    const many = Array.from({ length: 9 }, (_, index) => item("people", `Person ${index}`));
    expect(linesFor("person", many)).toHaveLength(6);
    const actions = Array.from({ length: 9 }, (_, index) => item("actions", `Deed ${index}`));
    expect(linesFor("", actions)).toHaveLength(9);
  });

  it("asks whoever is there, and nobody who has left", () => {
    const leave = paletteSources.add(() => [item("pages", "Desk")]);
    expect(paletteSources.items("")).toHaveLength(1);
    leave();
    expect(paletteSources.items("")).toEqual([]);
  });
});
