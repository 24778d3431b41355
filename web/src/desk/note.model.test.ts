import { beforeEach, describe, expect, it } from "vitest";
import { Note, parseDraft, storageKey, type Draft, type NoteSurroundings } from "./note.model";

class World implements NoteSurroundings {
  stored = new Map<string, string>();
  saves: Draft[] = [];
  refuse = false;
  pending: (() => void) | null = null;
  storage = {
    getItem: (key: string) => this.stored.get(key) ?? null,
    setItem: (key: string, value: string) => void this.stored.set(key, value),
    removeItem: (key: string) => void this.stored.delete(key),
  };
  save = (_: string, draft: Draft) => {
    if (this.refuse) return Promise.reject(new Error("down"));
    this.saves.push(draft);
    return Promise.resolve();
  };
  now = () => 5_000;
  after = (_: number, then: () => void) => {
    this.pending = then;
    return () => {
      if (this.pending === then) this.pending = null;
    };
  };
}

let world: World;
beforeEach(() => {
  world = new World();
});

describe("a note", () => {
  it("is kept here with every keystroke and saved when one pauses", async () => {
    const note = new Note("i1", world);
    note.change({ note: "H" });
    note.change({ note: "Ha" });
    expect(world.stored.get(storageKey("i1"))).toBe(
      '{"note":"Ha","disposition":null,"answers":{}}',
    );
    expect(world.saves).toEqual([]);
    world.pending?.();
    await note.flush();
    expect(world.saves).toEqual([{ note: "Ha", disposition: null, answers: {} }]);
    expect(note.state()).toMatchObject({ savedAt: 5_000, failed: false, saving: false });
    expect(world.stored.size).toBe(0);
  });

  it("survives a crash of the browser", async () => {
    new Note("i1", world).change({ note: "typed before the crash" });
    const again = new Note("i1", world);
    expect(again.state().draft.note).toBe("typed before the crash");
    await again.flush();
    expect(world.saves.at(-1)?.note).toBe("typed before the crash");
  });

  it("keeps trying while the server is away, and says so", async () => {
    const note = new Note("i1", world);
    world.refuse = true;
    note.change({ note: "x" });
    expect(await note.flush()).toBe(false);
    expect(note.state().failed).toBe(true);
    expect(world.stored.size).toBe(1);
    world.refuse = false;
    world.pending?.();
    await note.flush();
    expect(note.state().failed).toBe(false);
    expect(world.saves).toHaveLength(1);
  });

  it("does not lose what is typed while it saves", async () => {
    const note = new Note("i1", world);
    note.change({ note: "a" });
    const saving = note.flush();
    note.change({ note: "ab" });
    expect(await saving).toBe(false);
    expect(world.stored.size).toBe(1);
    expect(await note.flush()).toBe(true);
    expect(world.saves.map((draft) => draft.note)).toEqual(["a", "ab"]);
  });

  it("prefers what was typed here to what the server says", () => {
    const note = new Note("i1", world);
    note.adopt({ note: "from the server", disposition: 3, answers: {} });
    expect(note.state().draft.note).toBe("from the server");
    note.change({ note: "mine" });
    note.adopt({ note: "from the server, again", disposition: 3, answers: {} });
    expect(note.state().draft.note).toBe("mine");
  });
});

it("keeps answers one by one, beside what is typed", async () => {
  const note = new Note("i1", world);
  note.adopt({ note: "", disposition: null, answers: { told: true } });
  note.answer("amount", 71);
  note.change({ note: "lowered" });
  await note.flush();
  expect(world.saves).toEqual([
    { note: "lowered", disposition: null, answers: { told: true, amount: 71 } },
  ]);
  note.answer("amount", "");
  note.answer("amount", 71);
  expect(await note.flush()).toBe(true);
  expect(world.saves).toHaveLength(1);
});

it("does not trust what it finds in storage", () => {
  for (const raw of [null, "", "{", "[]", '{"note":7}']) expect(parseDraft(raw)).toBeNull();
  expect(parseDraft('{"note":"a","disposition":"x"}')).toEqual({
    note: "a",
    disposition: null,
    answers: {},
  });
});
