import type { Origin } from "@/contracts/contracts.gen";
import type { Translate } from "@/i18n/catalogue";

const countries = new Map<string, Intl.DisplayNames>();

function countryName(region: string, locale: string): string {
  let names = countries.get(locale);
  if (!names) countries.set(locale, (names = new Intl.DisplayNames([locale], { type: "region" })));
  return names.of(region) ?? region;
}

function partsOf({ areas, region }: Origin, locale: string): string[] {
  const area = areas[locale] ?? areas["en"] ?? "";
  const country = region === "" ? "" : countryName(region, locale);
  // Of a small country the town bears the country's name: once is enough.
  return [...new Set([area, country])].filter((part) => part !== "");
}

/** From where a number is, in words of the page: "Munich, Germany"; "Germany, mobile"; "" when nothing is known. */
export function originWords(origin: Origin, locale: string, t: Translate): string {
  const parts = partsOf(origin, locale);
  return [...parts, ...(origin.mobile && parts.length > 0 ? [t("origin.mobile")] : [])].join(", ");
}

/** The same where room is dear: the town, or the country of those who have none. */
export const originInShort = (origin: Origin, locale: string): string =>
  partsOf(origin, locale)[0] ?? "";
