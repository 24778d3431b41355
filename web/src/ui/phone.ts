/** Telephone numbers as people of that country write them. The rules of all countries are large: they come after the page. */

import { persistently } from "./later";

/** A number in E.164 as it is read; null when it is none, or none that its country could have. */
type Grouping = (e164: string) => string | null;

let grouping: Grouping | null = null;

/** Loads the rules; resolves once they apply. Without them numbers are shown ungrouped, never grouped wrongly. */
export async function loadGrouping(): Promise<void> {
  const { parsePhoneNumberFromString } = await persistently(() => import("libphonenumber-js/min"));
  const known = new Map<string, string | null>();
  grouping = (e164) => {
    const before = known.get(e164);
    if (before !== undefined) return before;
    if (known.size >= KNOWN_MAX) known.clear();
    const said = parsePhoneNumberFromString(e164)?.formatInternational() ?? null;
    known.set(e164, said);
    return said;
  };
}

/** Numbers whose grouping is remembered: a wallboard shows the same ones again and again. */
const KNOWN_MAX = 2_000;

const E164 = /^\+\d{5,15}$/;

/** An E.164 number in its country's groups: `+49 40 5550199`. Anything that is not a number is returned as it is, never interpreted. */
export const phoneNumber = (e164: string): string =>
  E164.test(e164) ? (grouping?.(e164) ?? e164) : e164;
