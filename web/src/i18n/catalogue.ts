import type { messages } from "./en";
import type { office } from "./en/office";
import type { Message, Values } from "./messages";

/** What a desk needs, and what the offices need beside it. */
type English = typeof messages & typeof office;
export type Key = keyof English;
export type Catalogue = Readonly<Record<Key, Message>>;

/** Part of a catalogue in another language: same keys as the English part, a plural where English has one. */
export type Translated<Part> = {
  readonly [K in keyof Part]: Part[K] extends string ? string : { one: string; other: string };
};

/** The keys of messages in which nothing is filled in; these can be chosen at run time. */
export type PlainKey = { [K in Key]: Values<English[K]> extends [] ? K : never }[Key];

export type Translate = <K extends Key>(key: K, ...values: Values<English[K]>) => string;
