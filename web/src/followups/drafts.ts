/**
 * What is typed into the form of a follow-up is never lost: every keystroke goes to this computer's storage, under the interaction it is
 * about. A hang-up, a reload or a crash leaves it there; on the free desk the one that was left open is shown again. Without React.
 */
import type { NewFollowUp } from "@/api/follow-ups";
import { dueOf, given, isHand, type Hand, type When } from "./followups.model";

/** What it is about; taken when the form is opened, so that it stays right after the call. */
export interface About {
  /** "" between calls. */
  readonly interaction: string;
  readonly contact: number | null;
  readonly who: string;
  readonly number: string;
  readonly queue: number | null;
  readonly queueName: string;
}

export interface FollowUpDraft {
  readonly about: About;
  /** The form is in sight. */
  readonly open: boolean;
  readonly text: string;
  readonly when: When;
  /** The browser's local time, for "own": `2026-11-24T14:30`. */
  readonly own: string;
  /** "" is mine. */
  readonly hand: Hand;
  /** What the server has made of it already, where somebody typed on while it was saved: saving again changes that one. */
  readonly made: number | null;
}

export type Missing = "text" | "due" | "past";

export const NOTHING: About = {
  interaction: "",
  contact: null,
  who: "",
  number: "",
  queue: null,
  queueName: "",
};

const fresh = (about: About): FollowUpDraft => ({
  about,
  open: true,
  text: "",
  when: "tomorrow",
  own: "",
  hand: "",
  made: null,
});

/** When the draft is due; null when its own time is not there or no time. */
function dueOfDraft({ when, own }: FollowUpDraft, now: number): number | null {
  const due = when === "own" ? Date.parse(own) : (dueOf(when, now) ?? NaN);
  return Number.isNaN(due) ? null : due;
}

/** What the server is asked to keep, or what is missing. `me`: the own agent's id. */
export function wishOf(
  draft: FollowUpDraft,
  me: number | null,
  now: number,
): NewFollowUp | Missing {
  if (draft.text.trim() === "") return "text";
  const due = dueOfDraft(draft, now);
  if (due === null) return "due";
  if (due <= now) return "past";
  const { contact, interaction, number, queue } = draft.about;
  const mine: Hand = me === null ? "" : `agent:${me}`;
  return {
    text: draft.text.trim(),
    due_at: new Date(due).toISOString(),
    ...given(draft.hand === "" ? mine : draft.hand),
    contact,
    interaction,
    number,
    queue,
  };
}

/** Where one was typing. */
export interface Caret {
  readonly interaction: string;
  readonly start: number;
  readonly end: number;
}

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

const isText = (value: unknown): value is string => typeof value === "string";
const idOf = (value: unknown): number | null => (typeof value === "number" ? value : null);
const WHENS: readonly unknown[] = ["today", "tomorrow", "week", "own"];

/** Reads what some storage says; anything else than a draft counts as none. */
export function parseDraft(raw: string | null): FollowUpDraft | null {
  let value: unknown;
  try {
    value = JSON.parse(raw ?? "null");
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const { about, open, text, when, own, hand, made } = value as Record<string, unknown>;
  if (!isText(text) || !isText(own) || !isText(hand) || !isHand(hand)) return null;
  if (!WHENS.includes(when) || typeof about !== "object" || about === null) return null;
  const { interaction, contact, who, number, queue, queueName } = about as Record<string, unknown>;
  if (![interaction, who, number, queueName].every(isText)) return null;
  return {
    about: {
      interaction: interaction as string,
      contact: idOf(contact),
      who: who as string,
      number: number as string,
      queue: idOf(queue),
      queueName: queueName as string,
    },
    open: open === true,
    text,
    when: when as When,
    own,
    hand,
    made: idOf(made),
  };
}

/** What one types and chooses. */
const FIELDS = ["text", "when", "own", "hand"] as const;

/** The drafts of one person at this computer. */
export class Drafts {
  #drafts = new Map<string, FollowUpDraft>();
  #listeners = new Set<() => void>();
  #version = 0;
  #caret: Caret | null = null;
  readonly #prefix: string;

  constructor(
    private readonly storage: Store,
    user: number,
  ) {
    this.#prefix = `ccplatform.follow-up.${user}.`;
    for (let index = 0; index < storage.length; index++) {
      const key = storage.key(index);
      if (key === null || !key.startsWith(this.#prefix)) continue;
      const draft = parseDraft(storage.getItem(key));
      if (draft) this.#drafts.set(key.slice(this.#prefix.length), draft);
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes with every change, for whoever compares. */
  readonly version = (): number => this.#version;

  of(interaction: string): FollowUpDraft | null {
    return this.#drafts.get(interaction) ?? null;
  }

  /** Shows the form for this interaction, with what was typed before. */
  open(about: About): void {
    const { interaction } = about;
    const before = this.of(interaction);
    const end = before?.text.length ?? 0;
    this.#caret = { interaction, start: end, end };
    // A contact that was named meanwhile belongs to it; what was typed stays.
    this.#put({ ...(before ?? fresh(about)), about, open: true });
  }

  change(interaction: string, part: Partial<Omit<FollowUpDraft, "about">>): void {
    const before = this.of(interaction);
    if (before) this.#put({ ...before, ...part });
  }

  /** Out of sight; typed text is kept, an empty form is forgotten. */
  close(interaction: string): void {
    const before = this.of(interaction);
    if (!before) return;
    if (before.text.trim() === "") this.forget(interaction);
    else this.#put({ ...before, open: false });
  }

  /** What was thrown away is wanted after all. */
  restore(draft: FollowUpDraft): void {
    this.#put(draft);
  }

  /** The form leaves its place on the page while somebody types in it. */
  keepCaret(caret: Caret): void {
    this.#caret = caret;
  }

  /** Where to go on typing, once: after opening, or where the form has moved to. */
  takeCaret(interaction: string): Caret | null {
    const caret = this.#caret;
    if (caret?.interaction !== interaction) return null;
    this.#caret = null;
    return caret;
  }

  /** The server has made `id` of what was `sent`; what was typed since stays in sight, and belongs to the same follow-up. */
  saved(sent: FollowUpDraft, id: number): void {
    const { interaction } = sent.about;
    const now = this.of(interaction);
    if (now && FIELDS.some((field) => now[field] !== sent[field])) this.#put({ ...now, made: id });
    else this.forget(interaction);
  }

  /** Not wanted any more. */
  forget(interaction: string): void {
    this.#drafts.delete(interaction);
    this.storage.removeItem(this.#prefix + interaction);
    this.#tell();
  }

  /** What was begun in a call that is over now: shown on the free desk until it is saved or thrown away. */
  left(current: string): FollowUpDraft | null {
    for (const [interaction, draft] of this.#drafts)
      if (interaction !== current && draft.text.trim() !== "") return draft;
    return null;
  }

  #put(draft: FollowUpDraft): void {
    this.#drafts.set(draft.about.interaction, draft);
    this.storage.setItem(this.#prefix + draft.about.interaction, JSON.stringify(draft));
    this.#tell();
  }

  #tell(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}
