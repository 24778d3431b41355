import type { Origin } from "@/contracts/contracts.gen";
import type { Translate } from "@/i18n/catalogue";

const countries = new Map<string, Intl.DisplayNames>();

function countryName(region: string, locale: string): string {
  let names = countries.get(locale);
  if (!names) countries.set(locale, (names = new Intl.DisplayNames([locale], { type: "region" })));
  return names.of(region) ?? region;
}

/** From where a number is, in words of the page: "Munich, Germany"; "Germany, mobile"; "" when nothing is known. */
export function originWords(origin: Origin, locale: string, t: Translate): string {
  const area = origin.areas[locale] ?? origin.areas["en"] ?? "";
  const country = origin.region === "" ? "" : countryName(origin.region, locale);
  // Of a small country the town bears the country's name: once is enough.
  const place = [...new Set([area, country])].filter((part) => part !== "");
  if (place.length === 0) return "";
  return [...place, ...(origin.mobile ? [t("origin.mobile")] : [])].join(", ");
}
