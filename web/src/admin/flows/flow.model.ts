/** Editing a flow's draft: pure functions from one draft to the next. */
import type { FlowDraft, FlowNode, NodeKind, Prompt } from "@/api/flows";

export const NODE_KINDS: readonly NodeKind[] = ["greeting", "menu", "hours", "queue", "hang_up"];
export const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "*", "#"];
export const LANGUAGES = ["de", "en"] as const;

/** A name that no step has: `menu`, `menu-2` … */
export function freeId(draft: FlowDraft, wanted: string): string {
  const taken = new Set(draft.nodes.map((node) => node.id));
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}-${number}`)) number++;
  return `${wanted}-${number}`;
}

function blankNode(kind: NodeKind, id: string, timeZone: string): FlowNode {
  switch (kind) {
    case "greeting":
      return { kind, id, prompts: [], next: "" };
    case "menu":
      return {
        kind,
        id,
        prompts: [],
        choices: {},
        labels: {},
        otherwise: "",
        wrong_key_prompts: [],
        answer_seconds_max: 5,
        attempts_max: 3,
      };
    case "hours":
      return {
        kind,
        id,
        time_zone: timeZone,
        openings: [0, 1, 2, 3, 4].map((weekday) => ({ weekday, opens: "08:00", closes: "18:00" })),
        open_next: "",
        closed_next: "",
        closed_on: [],
      };
    case "queue":
      return { kind, id, queue: 0, language: "", priority: 0 };
    case "hang_up":
      return { kind, id, prompts: [] };
  }
}

export function addNode(draft: FlowDraft, kind: NodeKind, timeZone: string): FlowDraft {
  const node = blankNode(kind, freeId(draft, kind.replace("_", "-")), timeZone);
  return {
    entry: draft.nodes.length === 0 ? node.id : draft.entry,
    nodes: [...draft.nodes, node],
  };
}

export const changeNode = (draft: FlowDraft, id: string, node: FlowNode): FlowDraft => ({
  ...draft,
  nodes: draft.nodes.map((one) => (one.id === id ? node : one)),
});

/** What leads there then leads nowhere, which the server names as a problem. */
export const removeNode = (draft: FlowDraft, id: string): FlowDraft => ({
  ...draft,
  nodes: draft.nodes.filter((node) => node.id !== id),
});

function relink(node: FlowNode, from: string, to: string): FlowNode {
  const move = (target: string) => (target === from ? to : target);
  switch (node.kind) {
    case "greeting":
      return { ...node, next: move(node.next) };
    case "menu":
      return {
        ...node,
        otherwise: move(node.otherwise),
        choices: Object.fromEntries(
          Object.entries(node.choices).map(([key, target]) => [key, move(target)]),
        ),
      };
    case "hours":
      return { ...node, open_next: move(node.open_next), closed_next: move(node.closed_next) };
    case "queue":
    case "hang_up":
      return node;
  }
}

/** Renames a step and everything that leads to it. A name that is taken or empty changes nothing. */
export function renameNode(draft: FlowDraft, id: string, wanted: string): FlowDraft {
  const to = wanted.trim();
  if (to === "" || to === id || draft.nodes.some((node) => node.id === to)) return draft;
  return {
    entry: draft.entry === id ? to : draft.entry,
    nodes: draft.nodes.map((node) => {
      const linked = relink(node, id, to);
      return node.id === id ? { ...linked, id: to } : linked;
    }),
  };
}

function targetsOf(node: FlowNode): readonly string[] {
  switch (node.kind) {
    case "greeting":
      return [node.next];
    case "menu":
      return [...Object.values(node.choices), node.otherwise];
    case "hours":
      return [node.open_next, node.closed_next];
    case "queue":
    case "hang_up":
      return [];
  }
}

/** Steps that no caller can come to. */
export function unreachable(draft: FlowDraft): ReadonlySet<string> {
  const byId = new Map(draft.nodes.map((node) => [node.id, node]));
  const seen = new Set<string>();
  const open = [draft.entry];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = byId.get(id);
    if (!node || seen.has(id)) continue;
    seen.add(id);
    open.push(...targetsOf(node));
  }
  return new Set(draft.nodes.map((node) => node.id).filter((id) => !seen.has(id)));
}

export const promptText = (prompts: readonly Prompt[], language: string): string =>
  prompts.find((prompt) => prompt.language === language)?.text ?? "";

/** Sets what is said in one language; what was spoken before is forgotten, an empty text takes the prompt away. */
export function withPrompt(prompts: readonly Prompt[], language: string, text: string): Prompt[] {
  const others = prompts.filter((prompt) => prompt.language !== language);
  return text === "" ? others : [...others, { language, text }];
}

/** Of a prompt: the sound that publishing makes of its text. */
const SPOKEN = "media";

/** What is left out says the same as what is empty. */
const isNothing = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === "" ||
  value === 0 ||
  (typeof value === "object" && Object.keys(value).length === 0);

const essence = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(essence);
  // Times of the day come with seconds from the server and without from the form.
  if (typeof value === "string") return value.replace(/^(\d\d:\d\d):00$/, "$1");
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .filter(([key]) => key !== SPOKEN)
    .map(([key, inner]) => [key, essence(inner)] as const)
    .filter(([, inner]) => !isNothing(inner))
    .sort(([a], [b]) => (a < b ? -1 : 1));
};

/** Whether a draft is what was published: the order of fields and those that are empty do not matter. */
export const isPublished = (draft: FlowDraft, published: FlowDraft): boolean =>
  JSON.stringify(essence({ entry: draft.entry, nodes: draft.nodes })) ===
  JSON.stringify(essence({ entry: published.entry, nodes: published.nodes }));
