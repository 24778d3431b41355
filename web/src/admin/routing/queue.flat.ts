/** A queue's nested rules as fields of a form, and back. */
import type { Announcements, Callback, Queue } from "@/api/configuration";
import type { Flat, Level, Value } from "../kit/fields";

const ANNOUNCEMENTS: Announcements = {
  first_after_seconds: 15,
  every_seconds: 60,
  position: true,
  estimated_wait: false,
  comfort: [],
};
const CALLBACK: Callback = {
  offer_after_seconds: 60,
  key: "1",
  first: "agent",
  attempts_max: 2,
  retry_seconds: 300,
  ring_seconds: 30,
  prompts: [],
  confirmed: [],
};

const prefixed = (prefix: string, part: object): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(part).map(([key, value]) => [`${prefix}_${key}`, value as Value]),
  );

const unprefixed = (prefix: string, flat: Flat): object =>
  Object.fromEntries(
    Object.entries(flat)
      .filter(([key]) => key.startsWith(`${prefix}_`))
      .map(([key, value]) => [key.slice(prefix.length + 1), value]),
  );

export const flatRules = (queue: Pick<Queue, "announcements" | "callback">): Flat => ({
  announces: queue.announcements !== null,
  ...prefixed("announcements", { ...ANNOUNCEMENTS, ...queue.announcements }),
  calls_back: queue.callback !== null,
  ...prefixed("callback", { ...CALLBACK, ...queue.callback }),
});

const keysOf = (prefix: string, whole: object): string[] =>
  Object.keys(whole).map((key) => `${prefix}_${key}`);

/** What the server takes whole. */
export const RULE_GROUPS = [
  ["announces", ...keysOf("announcements", ANNOUNCEMENTS)],
  ["calls_back", ...keysOf("callback", CALLBACK)],
];
const FLAT_KEYS = new Set(RULE_GROUPS.flat());

export function unflatQueue(flat: Flat): Partial<Queue> {
  const plain = Object.fromEntries(
    Object.entries(flat).filter(([key]) => !FLAT_KEYS.has(key)),
  ) as Partial<Queue>;
  const skills = flat["required_skills"] as readonly Level[] | undefined;
  return {
    ...plain,
    ...(skills && {
      required_skills: skills.map((one) => ({ skill: one.id, level_min: one.level })),
    }),
    ...("announces" in flat && {
      announcements:
        flat["announces"] === true
          ? { ...ANNOUNCEMENTS, ...unprefixed("announcements", flat) }
          : null,
    }),
    ...("calls_back" in flat && {
      callback:
        flat["calls_back"] === true ? { ...CALLBACK, ...unprefixed("callback", flat) } : null,
    }),
  };
}
