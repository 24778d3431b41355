/** Alarms in words, decided without React. */
import type { AlarmKind, AlarmView } from "@/contracts/contracts.gen";
import type { Formatter } from "@/i18n/i18n";
import type { Translate } from "@/i18n/catalogue";
import { duration } from "@/ui/format";

export type Said = Pick<AlarmView, "kind" | "subject_name" | "value" | "bound">;

/** The unit of an alarm's numbers. */
function numbers(kind: AlarmKind, value: number, fmt: Formatter): string {
  if (kind === "service_level") return fmt.percent(value);
  return kind === "waiting" ? fmt.number(value) : duration(value);
}

export function alarmWords(alarm: Said, t: Translate, fmt: Formatter): string {
  const { kind } = alarm;
  const who = alarm.subject_name;
  const value = numbers(kind, alarm.value, fmt);
  const bound = numbers(kind, alarm.bound, fmt);
  switch (kind) {
    case "wait":
    case "waiting":
    case "service_level":
    case "state":
      return t(`alarms.say.${kind}`, { who, value, bound });
    case "device":
    case "pbx":
      return t(`alarms.say.${kind}`, { who });
    case "engine":
      return t("alarms.say.engine");
  }
}

/** The one that somebody should look at first: not yet taken, severe, oldest. */
export const urgent = (alarms: readonly AlarmView[]): AlarmView | null =>
  alarms.find((one) => one.taken_by === "") ?? null;

/** Seconds until somebody took it; null when nobody has. */
export function untilTaken(alarm: {
  raised_at: string | null;
  taken_at: string | null;
}): number | null {
  if (alarm.raised_at === null || alarm.taken_at === null) return null;
  return Math.max(0, (Date.parse(alarm.taken_at) - Date.parse(alarm.raised_at)) / 1000);
}
