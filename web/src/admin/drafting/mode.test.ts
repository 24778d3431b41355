import { describe, expect, test, vi } from "vitest";
import { center, queues, trunks } from "@/api/configuration";
import { drafted, DraftMode } from "./mode";

const storage = (kept: string | null = null) => {
  const values = new Map<string, string>(kept === null ? [] : [["admin.draft", kept]]);
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
};

describe("the mode of collecting", () => {
  test("outlives a reload of the tab and forgets what is no draft", () => {
    const kept = storage();
    new DraftMode(kept).choose(7);
    expect(new DraftMode(kept).current()).toBe(7);
    expect(new DraftMode(storage("x")).current()).toBeNull();
  });

  test("tells who listens, and ends", () => {
    const mode = new DraftMode(storage("7"));
    const heard = vi.fn();
    const stop = mode.subscribe(heard);
    mode.choose(null);
    stop();
    mode.choose(3);
    expect(heard).toHaveBeenCalledTimes(1);
  });
});

describe("things through a draft", () => {
  test("stand below the draft, and are the same each time", () => {
    expect(drafted(queues, 3).path).toBe("/configuration/drafts/3/queues");
    expect(drafted(queues, 3)).toBe(drafted(queues, 3));
    expect(drafted(center, 3).path).toBe("/configuration/drafts/3/center");
  });

  test("are the live ones without a draft, and where a draft cannot hold them", () => {
    expect(drafted(queues, null)).toBe(queues);
    expect(drafted(trunks, 3)).toBe(trunks);
  });
});
