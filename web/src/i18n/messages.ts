/** The shape of a message: plain, or by the plural rule of `{count}`. */
export type Message = string | { readonly one: string; readonly other: string };

type Names<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

/** The names a message wants filled in, read from the English text. */
type ParamsOf<M extends Message> = M extends string
  ? Names<M>
  : M extends { one: infer One extends string; other: infer Other extends string }
    ? Names<One> | Names<Other> | "count"
    : never;

export type Values<M extends Message> = [ParamsOf<M>] extends [never]
  ? []
  : [values: Readonly<Record<ParamsOf<M>, string | number>>];

/** The names in braces, for the test that holds the catalogues together. */
export const placeholders = (message: Message): readonly string[] => {
  const text = typeof message === "string" ? message : `${message.one} ${message.other}`;
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? ""))].sort();
};

/** Fills a message. English and German share their plural rule: exactly 1 is `one`. */
export function fill(
  message: Message,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const text =
    typeof message === "string" ? message : values["count"] === 1 ? message.one : message.other;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
