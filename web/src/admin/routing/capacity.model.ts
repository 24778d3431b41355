/** How much of each medium one agent may have at once. Pure. */
import type { Capacity } from "@/api/configuration";

/** In force where nothing else is said (contracts/rules.py, DEFAULT_CAPACITY). */
export const USUAL: readonly Capacity[] = [
  { medium: "voice", interactions_max: 1, interrupted_by: [] },
  { medium: "chat", interactions_max: 3, interrupted_by: ["chat", "sms"] },
  { medium: "sms", interactions_max: 3, interrupted_by: ["chat", "sms"] },
  { medium: "email", interactions_max: 1, interrupted_by: ["voice", "chat", "sms"] },
  { medium: "task", interactions_max: 1, interrupted_by: ["voice", "chat", "sms"] },
];

const words = (row: Capacity): string =>
  JSON.stringify([row.interactions_max, [...row.interrupted_by].sort()]);

/** With one medium changed. What is as usual is not said: it follows when the usual changes. */
export function withCapacity(
  said: readonly Capacity[],
  medium: Capacity["medium"],
  part: Partial<Capacity>,
): Capacity[] {
  return USUAL.flatMap((usual) => {
    const now = said.find((one) => one.medium === usual.medium);
    const row = usual.medium === medium ? { ...(now ?? usual), ...part } : now;
    return row === undefined || (row.medium === medium && words(row) === words(usual)) ? [] : [row];
  });
}
