/** What somebody wants to know, and how a difference is said. Pure. */
import type { Compared } from "@/api/replays";
import type { Formatter } from "@/i18n/i18n";
import { duration, NO_VALUE } from "@/ui/format";

/** What is changed in one queue; "" and 0 = as it was. */
export interface QueueWish {
  staff: number;
  strategy: string;
  wrapUpSeconds: string;
  withoutStages: boolean;
}

export const AS_IT_WAS: QueueWish = {
  staff: 0,
  strategy: "",
  wrapUpSeconds: "",
  withoutStages: false,
};

export interface Wish {
  day: string;
  version: string;
  queues: Readonly<Record<string, QueueWish>>;
}

export const STAFF_MAX = 50;

const isChanged = (queue: QueueWish): boolean =>
  queue.staff !== 0 || queue.strategy !== "" || queue.wrapUpSeconds !== "" || queue.withoutStages;

export const changesSomething = (wish: Wish): boolean =>
  wish.version !== "" || Object.values(wish.queues).some(isChanged);

/** As the API takes it: only what differs. */
export function asOrder(wish: Wish, timeZone: string): object {
  const changed = Object.entries(wish.queues).filter(([, queue]) => isChanged(queue));
  const queues = changed
    .map(([id, queue]) => ({
      id: Number(id),
      ...(queue.strategy === "" ? {} : { strategy: queue.strategy }),
      ...(queue.wrapUpSeconds === "" ? {} : { wrap_up_seconds: Number(queue.wrapUpSeconds) }),
      ...(queue.withoutStages ? { rings: [] } : {}),
    }))
    .filter((queue) => Object.keys(queue).length > 1);
  return {
    day: wish.day,
    time_zone: timeZone,
    version: wish.version === "" ? null : Number(wish.version),
    changes: { queues },
    staffing: Object.fromEntries(
      changed.filter(([, queue]) => queue.staff !== 0).map(([id, queue]) => [id, queue.staff]),
    ),
  };
}

/** A number in its unit. */
export function figure(value: number | null, unit: Compared["unit"], fmt: Formatter): string {
  if (value === null) return NO_VALUE;
  if (unit === "share") return fmt.percent(value, 1);
  if (unit === "seconds") return duration(value);
  return fmt.number(value, unit === "count" ? 0 : 2);
}

/** A difference with its sign; of shares in points. */
export function difference(row: Compared, points: string, fmt: Formatter): string {
  if (row.difference === null) return NO_VALUE;
  if (row.difference === 0) return "0";
  if (row.unit === "share") return `${fmt.signed(row.difference * 100, 1)} ${points}`;
  if (row.unit === "seconds")
    return `${row.difference > 0 ? "+" : "−"}${duration(Math.abs(row.difference))}`;
  return fmt.signed(row.difference, row.unit === "count" ? 0 : 2);
}
