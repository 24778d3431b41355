import type { WordList } from "@/contracts/contracts.gen";
import type { News } from "./connection";

/** Under which key a page keeps each list of words. */
export const KEY_OF: Readonly<Record<WordList, string>> = {
  dispositions: "dispositions",
  outcome_fields: "outcome-fields",
  not_ready_reasons: "not-ready-reasons",
};

/** What was promised and is still to be done; all lists of it begin with this key. */
export const FOLLOW_UPS_KEY = "follow-ups";

/** Hundreds of desks hear of a change in the same instant, and must not ask in the same instant. */
const SPREAD_MS = 1_000;

export interface Surroundings {
  random(): number;
  after(milliseconds: number, then: () => void): () => void;
}

const REAL: Surroundings = {
  random: () => Math.random(),
  after: (milliseconds, then) => {
    const timer = setTimeout(then, milliseconds);
    return () => clearTimeout(timer);
  },
};

/**
 * A desk is open all day: words that an administrator changes are asked for anew when that is told. After an interruption all of
 * them, for what was told meanwhile was not heard; the first connection of a page is none. The same with follow-ups, which a
 * colleague may hand over at any time. Returns how to end it.
 */
export function keepWordsFresh(
  onNews: (listener: (news: News) => void) => () => void,
  refresh: (key: string) => void,
  around: Surroundings = REAL,
): () => void {
  const due = new Map<string, () => void>();
  let connected = false;
  const later = (key: string) => {
    if (due.has(key)) return;
    const then = () => {
      due.delete(key);
      refresh(key);
    };
    due.set(key, around.after(around.random() * SPREAD_MS, then));
  };
  const end = onNews((news) => {
    if (news.kind === "words") later(KEY_OF[news.words]);
    if (news.kind === "follow_ups") later(FOLLOW_UPS_KEY);
    if (news.kind !== "connected") return;
    if (connected) [...Object.values(KEY_OF), FOLLOW_UPS_KEY].forEach(later);
    connected = true;
  });
  return () => {
    end();
    due.forEach((cancel) => cancel());
  };
}
