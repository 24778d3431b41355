import { describe, expect, it } from "vitest";
import {
  find,
  helpLines,
  keyCaps,
  KeyRegistry,
  nameOf,
  startsSequence,
  type Press,
  type Situation,
} from "./keys";

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});
const calm: Situation = { typing: false, onPressable: false, singleKeys: true, pending: "" };

describe("a single letter", () => {
  it("fires outside of text fields", () => {
    expect(nameOf(press("m"), calm)).toBe("m");
  });
  it("never fires inside a text field, where Alt and the letter does the same", () => {
    expect(nameOf(press("m"), { ...calm, typing: true })).toBeNull();
    expect(nameOf(press("µ", { code: "KeyM", altKey: true }), { ...calm, typing: true })).toBe("m");
  });
  it("can be switched off, and Alt still works", () => {
    const off = { ...calm, singleKeys: false };
    expect(nameOf(press("m"), off)).toBeNull();
    expect(nameOf(press("m", { altKey: true }), off)).toBe("m");
    expect(nameOf(press("?"), off)).toBeNull();
    expect(nameOf(press("/", { ctrlKey: true }), off)).toBe("Ctrl+/");
  });
});

describe("Enter", () => {
  it("answers only while no field and no button has the focus", () => {
    expect(nameOf(press("Enter"), calm)).toBe("Enter");
    expect(nameOf(press("Enter"), { ...calm, typing: true })).toBeNull();
    expect(nameOf(press("Enter"), { ...calm, onPressable: true })).toBeNull();
  });
  it("always answers with Alt", () => {
    expect(nameOf(press("Enter", { altKey: true }), { ...calm, typing: true })).toBe("Enter");
  });
});

it("Ctrl works everywhere", () => {
  expect(nameOf(press("e", { ctrlKey: true }), { ...calm, typing: true })).toBe("Ctrl+E");
  expect(nameOf(press(".", { ctrlKey: true }), calm)).toBe("Ctrl+.");
  expect(nameOf(press("Z", { ctrlKey: true, shiftKey: true }), calm)).toBe("Ctrl+Shift+Z");
  expect(nameOf(press(":", { ctrlKey: true, shiftKey: true }), calm)).toBe("Ctrl+:");
});

describe("bindings", () => {
  const bind = (keys: string) => ({
    keys,
    label: keys,
    group: "desk" as const,
    run: () => undefined,
  });
  it("knows sequences", () => {
    const bindings = [bind("g s"), bind("m")];
    expect(startsSequence(bindings, "g")).toBe(true);
    expect(startsSequence(bindings, "m")).toBe(false);
    expect(nameOf(press("s"), { ...calm, pending: "g" })).toBe("g s");
  });
  it("prefers the newest and forgets it when it leaves", () => {
    const registry = new KeyRegistry();
    const [page, dialog] = [bind("Escape"), bind("Escape")];
    registry.add([page]);
    const leave = registry.add([dialog]);
    expect(find(registry.all(), "Escape")).toBe(dialog);
    leave();
    expect(find(registry.all(), "Escape")).toBe(page);
  });
  it("are shown as caps", () => {
    expect(keyCaps("Ctrl+E")).toEqual(["Ctrl", "E"]);
    expect(keyCaps("Ctrl+Shift+Z")).toEqual(["Ctrl", "Shift", "Z"]);
    expect(keyCaps("Ctrl+Enter")).toEqual(["Ctrl", "↵"]);
    expect(keyCaps("g s")).toEqual(["G", "S"]);
    expect(keyCaps("+")).toEqual(["+"]);
  });
});

describe("the help", () => {
  const works = (keys: string, label: string) => ({
    keys,
    label,
    group: "call" as const,
    run: () => undefined,
  });
  const hint = (keys: string, label: string) => ({ keys, label, group: "call" as const });

  it("tells of keys that work later, after those that work now, and of none twice", () => {
    const lines = helpLines("call", [works("m", "Mute")], [hint("m", "Mute"), hint("h", "Hold")]);
    expect(lines).toEqual([
      { label: "Mute", keys: ["m"], now: true },
      { label: "Hold", keys: ["h"], now: false },
    ]);
  });
  it("has one line for what several keys do", () => {
    const lines = helpLines("call", [works("?", "Help"), works("Ctrl+/", "Help")], []);
    expect(lines).toEqual([{ label: "Help", keys: ["?", "Ctrl+/"], now: true }]);
  });
  it("never lets a key that is only told of fire", () => {
    const registry = new KeyRegistry();
    const stop = registry.tell([hint("h", "Hold")]);
    expect(find(registry.all(), "h")).toBeUndefined();
    expect(registry.hints()).toHaveLength(1);
    stop();
    expect(registry.hints()).toEqual([]);
  });
});
