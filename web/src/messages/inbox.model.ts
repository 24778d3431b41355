/** Messages that wait to be read. Independent of React and of the wire. */

export interface Unread {
  readonly id: number;
  readonly text: string;
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly toKind: "agent" | "team" | "queue" | "everybody";
  readonly sentTo: string;
}

/** As many as a desk shows at once; the rest is a number. */
export const SHOWN_MAX = 2;
/** As many as a page keeps; the server has them all. */
export const KEPT_MAX = 50;

/** Newest first, each once. */
export function withMessage(unread: readonly Unread[], message: Unread): readonly Unread[] {
  if (unread.some((one) => one.id === message.id)) return unread;
  return [message, ...unread].sort((a, b) => b.id - a.id).slice(0, KEPT_MAX);
}

export const without = (unread: readonly Unread[], id: number): readonly Unread[] =>
  unread.filter((one) => one.id !== id);
