/**
 * Keyboard of the product. Single letters never fire inside a text field; there, Alt + letter does the same.
 * Independent of React; the hook is in useKeys.tsx.
 */

export type KeyGroup =
  "everywhere" | "call" | "desk" | "wallboard" | "floor" | "calls" | "reports" | "admin";

export interface Binding {
  /** `m`, `?`, `Enter`, `Ctrl+E`, `Ctrl+.`, or a sequence `g s`. Letters are lower case. */
  readonly keys: string;
  readonly label: string;
  readonly group: KeyGroup;
  readonly run: () => void;
}

/** A key that works in some other situation, so that it can be learned before; never fires. */
export type KeyHint = Omit<Binding, "run">;

/** What a pressed key means to us; a subset of KeyboardEvent, so that tests need no browser. */
export interface Press {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

export interface Situation {
  /** The focus is in a field in which one types. */
  typing: boolean;
  /** The focus is on something that Enter presses itself (a button, a link). */
  onPressable: boolean;
  /** The person has switched single letters off (WCAG 2.1.4). */
  singleKeys: boolean;
  /** The first key of a sequence that was pressed before, or "". */
  pending: string;
}

const isLetter = (key: string): boolean => /^[a-z]$/.test(key);

/** The name under which a press is looked up, or null when it must not fire. */
export function nameOf(press: Press, situation: Situation): string | null {
  // Alt changes the character on some layouts (and always on macOS); the physical key stays.
  const letter = /^Key([A-Z])$/.exec(press.code)?.[1]?.toLowerCase();
  if (press.ctrlKey || press.metaKey) {
    const key = press.key.length === 1 ? press.key.toUpperCase() : press.key;
    // Of a letter Shift means something else; other characters may need it to be typed at all.
    return press.shiftKey && /^[A-Z]$/.test(key) ? `Ctrl+Shift+${key}` : `Ctrl+${key}`;
  }
  if (press.altKey) return press.key === "Enter" ? "Enter" : (letter ?? null);
  if (press.key === "Escape") return "Escape";
  if (situation.typing) return null;
  if (press.key === "Enter") return situation.onPressable ? null : "Enter";
  if (press.key.length !== 1) return null;
  if (!situation.singleKeys) return null;
  const key = press.key.toLowerCase();
  return situation.pending !== "" && isLetter(key) ? `${situation.pending} ${key}` : key;
}

/** The newest binding of a name wins, so that a dialog can take keys over while it is open. */
export function find(bindings: readonly Binding[], name: string): Binding | undefined {
  return bindings.findLast((binding) => binding.keys === name);
}

/** Whether some binding is a sequence that starts with this key. */
export const startsSequence = (bindings: readonly Binding[], name: string): boolean =>
  isLetter(name) && bindings.some((binding) => binding.keys.startsWith(`${name} `));

/** How a binding is shown: `g s` as `G` `S`, `Ctrl+Enter` as `Ctrl ↵`. */
export function keyCaps(keys: string): string[] {
  return keys
    .split(" ")
    .flatMap((part) => part.split(/\+(?=.)/))
    .map(
      (part) =>
        ({ Enter: "↵", Escape: "Esc" })[part] ??
        part.toUpperCase().replace("CTRL", "Ctrl").replace("SHIFT", "Shift"),
    );
}

/** One line of the help: several keys may do the same. `now`: one of them works at the moment. */
export interface HelpLine {
  readonly label: string;
  readonly keys: readonly string[];
  readonly now: boolean;
}

/** What the help says of a group: first what works now, then what will; a key that works now is not told again. */
export function helpLines(
  group: KeyGroup,
  bindings: readonly Binding[],
  hints: readonly KeyHint[],
): readonly HelpLine[] {
  const taken = new Set(bindings.map((one) => one.keys));
  const later = hints.filter((one) => !taken.has(one.keys));
  const lines = new Map<string, HelpLine>();
  for (const one of [...bindings, ...later].filter((each) => each.group === group)) {
    const now = taken.has(one.keys);
    const before = lines.get(`${one.label}/${now}`);
    const keys = [...new Set([...(before?.keys ?? []), one.keys])];
    lines.set(`${one.label}/${now}`, { label: one.label, keys, now });
  }
  return [...lines.values()];
}

type Listener = () => void;

export class KeyRegistry {
  #bindings: readonly Binding[] = [];
  #hints: readonly KeyHint[] = [];
  #listeners = new Set<Listener>();

  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly all = (): readonly Binding[] => this.#bindings;

  add(bindings: readonly Binding[]): () => void {
    this.#set([...this.#bindings, ...bindings]);
    return () => this.#set(this.#bindings.filter((binding) => !bindings.includes(binding)));
  }

  readonly hints = (): readonly KeyHint[] => this.#hints;

  /** Tells of keys for as long as what is returned is not called. */
  tell(hints: readonly KeyHint[]): () => void {
    this.#hints = [...this.#hints, ...hints];
    this.#changed();
    return () => {
      this.#hints = this.#hints.filter((hint) => !hints.includes(hint));
      this.#changed();
    };
  }

  #set(bindings: readonly Binding[]): void {
    this.#bindings = bindings;
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

export const keyRegistry = new KeyRegistry();
