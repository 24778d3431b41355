/** Follow-ups as people see them: when something is due, in whose hand it is, and which are late. Pure; instants in milliseconds. */
import type { FollowUp, FollowUpChange } from "@/api/follow-ups";
import { dayKey } from "@/ui/format";

/** As the server has it (crm/followups/models.py). */
export const TEXT_LENGTH_MAX = 500;
const MINUTE_MS = 60_000;
/** Nobody promises something for today with less time than this. */
const NOTICE_MS = 15 * MINUTE_MS;
const AFTERNOON = 16;
const MORNING = 9;

/** The days one chooses from; "own" is typed. */
export type When = "today" | "tomorrow" | "week" | "own";

/** `days` from now at this hour of the reader's clock, which summer time does not move. */
function at(now: number, days: number, hour: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, hour).getTime();
}

/** When that is; null where it cannot be chosen any more, and for one's own choice. */
export function dueOf(when: When, now: number): number | null {
  switch (when) {
    case "today": {
      const due = at(now, 0, AFTERNOON);
      return due - now >= NOTICE_MS ? due : null;
    }
    case "tomorrow":
      return at(now, 1, MORNING);
    case "week":
      return at(now, 7, MORNING);
    case "own":
      return null;
  }
}

const CHOICES: readonly When[] = ["today", "tomorrow", "week", "own"];

/** What can be chosen now: in the evening there is no "today". */
export const choicesAt = (now: number): readonly When[] =>
  CHOICES.filter((when) => when === "own" || dueOf(when, now) !== null);

/** In whose hand: "agent:3", "team:2", or "queue" for whoever works for the queue. */
export type Hand = `agent:${number}` | `team:${number}` | "queue" | "";

export function handOf({ agent, team, queue }: Pick<FollowUp, "agent" | "team" | "queue">): Hand {
  if (agent) return `agent:${agent.id}`;
  if (team) return `team:${team.id}`;
  return queue ? "queue" : "";
}

/** What the server is told. */
export function given(hand: Hand): Pick<FollowUpChange, "agent" | "team"> {
  const [kind, id] = hand.split(":");
  return {
    agent: kind === "agent" ? Number(id) : null,
    team: kind === "team" ? Number(id) : null,
  };
}

export const isHand = (text: string): text is Hand => /^(?:(?:agent|team):\d+|queue|)$/.test(text);

/** How urgent one is. */
export type Urgency = "overdue" | "today" | "later" | "done";

export function urgencyOf({ due_at, done_at }: FollowUp, now: number): Urgency {
  if (done_at !== null) return "done";
  const due = Date.parse(due_at);
  if (due <= now) return "overdue";
  return dayKey(due) === dayKey(now) ? "today" : "later";
}

export interface Counts {
  readonly open: number;
  readonly overdue: number;
  readonly today: number;
}

export function countsOf(rows: readonly FollowUp[], now: number): Counts {
  const urgencies = rows.map((row) => urgencyOf(row, now));
  const of = (urgency: Urgency) => urgencies.filter((one) => one === urgency).length;
  return { open: rows.length - of("done"), overdue: of("overdue"), today: of("today") };
}

export interface Group {
  readonly urgency: Urgency;
  readonly rows: readonly FollowUp[];
}

const ORDER: readonly Urgency[] = ["overdue", "today", "later", "done"];

/** Late ones first; groups with nothing in them are left out, and within one the order of the server stays. */
export function groupsOf(rows: readonly FollowUp[], now: number): readonly Group[] {
  return ORDER.map((urgency) => ({
    urgency,
    rows: rows.filter((row) => urgencyOf(row, now) === urgency),
  })).filter((group) => group.rows.length > 0);
}

/** The number to call back, if there is one. */
export const numberOf = ({ number, contact }: FollowUp): string =>
  number || (contact?.number ?? "");
