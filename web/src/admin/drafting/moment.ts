import type { Formatter } from "@/i18n/i18n";
import { timeOfDay } from "@/ui/format";

/** "12 November, 06:00" in this reader's words. */
export const moment = (fmt: Formatter, iso: string): string => {
  const at = new Date(iso);
  return `${fmt.longDate(at)}, ${timeOfDay(at)}`;
};
