/**
 * A note that is never lost: every keystroke goes to this computer's storage, and a moment later to the server.
 * What the server has not confirmed stays in storage and is sent again, also after a reload.
 */

export type Answer = string | number | boolean | null;
export type Answers = Readonly<Record<string, Answer>>;

export interface Draft {
  readonly note: string;
  readonly disposition: number | null;
  /** What was filled in beside the note, by the code of its field. */
  readonly answers: Answers;
}

export interface NoteState {
  readonly draft: Draft;
  /** What the server has confirmed. */
  readonly saved: Draft;
  /** Milliseconds; null before the first save. */
  readonly savedAt: number | null;
  readonly saving: boolean;
  readonly failed: boolean;
}

/** The world around a note, so that a test can be it. */
export interface NoteSurroundings {
  /** Rejects when the server did not take it. */
  save(interaction: string, draft: Draft): Promise<void>;
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  now(): number;
  after(milliseconds: number, then: () => void): () => void;
}

/** A pause in typing after which we save; short enough that "saved" is believed. */
const PAUSE_MS = 800;
const AGAIN_MS = 4_000;
const EMPTY: Draft = { note: "", disposition: null, answers: {} };

export const storageKey = (interaction: string): string => `ccplatform.note.${interaction}`;

const sameAnswers = (a: Answers, b: Answers): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every(
    (code) => (a[code] ?? "") === (b[code] ?? ""),
  );

const same = (a: Draft, b: Draft): boolean =>
  a.note === b.note && a.disposition === b.disposition && sameAnswers(a.answers, b.answers);

const isAnswer = (value: unknown): value is Answer =>
  value === null || ["string", "number", "boolean"].includes(typeof value);

/** The answers among what some storage or server says; anything else is left out. */
export function answersIn(value: unknown): Answers {
  if (typeof value !== "object" || value === null) return {};
  const found = Object.entries(value).filter((entry): entry is [string, Answer] =>
    isAnswer(entry[1]),
  );
  return Object.fromEntries(found);
}

/** Reads a stored draft; anything else than a draft counts as none. */
export function parseDraft(raw: string | null): Draft | null {
  let value: unknown;
  try {
    value = JSON.parse(raw ?? "null");
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const { note, disposition, answers } = value as Record<string, unknown>;
  if (typeof note !== "string") return null;
  return {
    note,
    disposition: typeof disposition === "number" ? disposition : null,
    answers: answersIn(answers),
  };
}

export class Note {
  #state: NoteState;
  #listeners = new Set<() => void>();
  #cancel: (() => void) | null = null;
  #running: Promise<boolean> | null = null;

  constructor(
    readonly interaction: string,
    private readonly around: NoteSurroundings,
    fromServer: Draft = EMPTY,
  ) {
    const kept = parseDraft(around.storage.getItem(storageKey(interaction)));
    this.#state = {
      draft: kept ?? fromServer,
      saved: fromServer,
      savedAt: null,
      saving: false,
      failed: false,
    };
    if (kept && !same(kept, fromServer)) this.#schedule(PAUSE_MS);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): NoteState => this.#state;

  /** The server's version arrived after the page: taken unless something was typed here. */
  adopt(fromServer: Draft): void {
    const untouched = same(this.#state.draft, this.#state.saved);
    this.#set({ saved: fromServer, ...(untouched ? { draft: fromServer } : {}) });
  }

  /** Changes one answer; the others stay. */
  answer(code: string, answer: Answer): void {
    this.change({ answers: { ...this.#state.draft.answers, [code]: answer } });
  }

  change(part: Partial<Draft>): void {
    const draft = { ...this.#state.draft, ...part };
    this.around.storage.setItem(storageKey(this.interaction), JSON.stringify(draft));
    this.#set({ draft });
    this.#schedule(PAUSE_MS);
  }

  /** Saves now what is not saved yet. True when the server has everything. */
  async flush(): Promise<boolean> {
    this.#cancel?.();
    while (this.#running) await this.#running;
    if (same(this.#state.draft, this.#state.saved)) return true;
    this.#running = this.#save();
    const done = await this.#running;
    return done && same(this.#state.draft, this.#state.saved);
  }

  /** Nobody looks at it any more; what is unsaved stays in storage. */
  close(): void {
    this.#cancel?.();
    this.#listeners.clear();
  }

  #schedule(milliseconds: number): void {
    this.#cancel?.();
    this.#cancel = this.around.after(milliseconds, () => void this.flush());
  }

  async #save(): Promise<boolean> {
    const { draft } = this.#state;
    this.#set({ saving: true });
    try {
      await this.around.save(this.interaction, draft);
      this.#set({ saved: draft, savedAt: this.around.now(), failed: false, saving: false });
      if (same(draft, this.#state.draft))
        this.around.storage.removeItem(storageKey(this.interaction));
      return true;
    } catch {
      // Whatever the reason, the text is safe here; the line under the note says so.
      this.#set({ failed: true, saving: false });
      this.#schedule(AGAIN_MS);
      return false;
    } finally {
      this.#running = null;
    }
  }

  #set(part: Partial<NoteState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }
}
