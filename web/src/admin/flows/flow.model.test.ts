import { describe, expect, it } from "vitest";
import type { FlowDraft, Menu } from "@/api/flows";
import {
  isPublished,
  addNode,
  freeId,
  promptText,
  removeNode,
  renameNode,
  unreachable,
  withPrompt,
} from "./flow.model";

const menu: Menu = {
  kind: "menu",
  id: "menu",
  prompts: [],
  choices: { "1": "sales" },
  labels: {},
  otherwise: "menu",
  wrong_key_prompts: [],
  answer_seconds_max: 5,
  attempts_max: 3,
};
const draft: FlowDraft = {
  entry: "hello",
  nodes: [
    { kind: "greeting", id: "hello", prompts: [], next: "menu" },
    menu,
    { kind: "queue", id: "sales", queue: 1, language: "en", priority: 0 },
    { kind: "hang_up", id: "bye", prompts: [] },
  ],
};

describe("a flow's draft", () => {
  it("gives a new step a free name, and begins with the first one", () => {
    expect(freeId(draft, "menu")).toBe("menu-2");
    expect(addNode({ entry: "", nodes: [] }, "hang_up", "UTC").entry).toBe("hang-up");
    expect(addNode(draft, "menu", "UTC").nodes.at(-1)?.id).toBe("menu-2");
  });
  it("renames a step together with everything that leads to it", () => {
    const renamed = renameNode(renameNode(draft, "sales", "Tariffs"), "hello", "start");
    expect(renamed.entry).toBe("start");
    expect(renamed.nodes[1]).toMatchObject({ choices: { "1": "Tariffs" } });
    expect(unreachable(renamed)).toEqual(new Set(["bye"]));
  });
  it("does not take a name that is empty or taken", () => {
    expect(renameNode(draft, "sales", " ")).toBe(draft);
    expect(renameNode(draft, "sales", "bye")).toBe(draft);
  });
  it("finds the steps that no caller can come to, in spite of circles and loose ends", () => {
    expect(unreachable(draft)).toEqual(new Set(["bye"]));
    expect(unreachable(removeNode(draft, "menu"))).toEqual(new Set(["sales", "bye"]));
  });
});

it("keeps one prompt per language, and forgets the sound of a text that changed", () => {
  const spoken = [{ language: "de", text: "Hallo", media: "sound:cc/1" }];
  const changed = withPrompt(withPrompt(spoken, "de", "Guten Tag"), "en", "Hello");
  expect(changed).toEqual([
    { language: "de", text: "Guten Tag" },
    { language: "en", text: "Hello" },
  ]);
  expect(withPrompt(changed, "de", "")).toEqual([{ language: "en", text: "Hello" }]);
  expect(promptText(changed, "fr")).toBe("");
});

it("knows what is published by what it says, not by how it is written", () => {
  const published: FlowDraft = {
    entry: "service",
    nodes: [{ kind: "queue", id: "service", queue: 3, language: "", priority: 0, label: null }],
  };
  const draft: FlowDraft = {
    nodes: [
      { id: "service", priority: 0, queue: 3, language: "", kind: "queue", required_skills: [] },
    ],
    entry: "service",
  };
  expect(isPublished(draft, published)).toBe(true);
  const spoken: FlowDraft = {
    entry: "bye",
    nodes: [
      { kind: "hang_up", id: "bye", prompts: [{ language: "en", text: "Bye", media: "sound:1" }] },
    ],
  };
  const typed: FlowDraft = {
    entry: "bye",
    nodes: [{ kind: "hang_up", id: "bye", prompts: [{ language: "en", text: "Bye" }] }],
  };
  expect(isPublished(typed, spoken)).toBe(true);
  const other = { ...draft, nodes: [{ ...published.nodes[0], priority: 2 }] } as FlowDraft;
  expect(isPublished(other, published)).toBe(false);
});
