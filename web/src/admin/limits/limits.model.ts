/** Limits in groups, and which of them ask for a look. Pure. */
import type { NamedLimit } from "@/api/limits";

/** From this share of use on somebody should look before callers hear busy. */
const NEAR = 0.8;

export function standing({ used, met, value }: NamedLimit): "fine" | "warn" | "bad" {
  if (used !== null && used >= value && value > 0) return "bad";
  if ((met !== null && met > 0) || (used !== null && used > NEAR * value)) return "warn";
  return "fine";
}

/** In the order in which the server tells them. */
export function byGroup(
  all: readonly NamedLimit[],
): { group: NamedLimit["group"]; rows: NamedLimit[] }[] {
  const groups = [...new Set(all.map((limit) => limit.group))];
  return groups.map((group) => ({ group, rows: all.filter((limit) => limit.group === group) }));
}
