/** Which rows a table and a list show, and in which order; each keeps its answer as long as it says the same. Without React. */
import type {
  AgentView,
  AlarmView,
  BoardMeasure,
  CallbackView,
  InteractionView,
  QueueView,
} from "@/contracts/contracts.gen";
import type { Judgement } from "@/ui/StateShape";
import { byDue } from "@/callbacks/callbacks.model";
import { ORDER_SECONDS, orderByName, orderByTrouble, queueRow } from "@/wallboard/wallboard.model";
import { cellOf, chosenQueues, countedIn } from "./figures.model";

const NOTHING: readonly never[] = [];

const sameList = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index]);

/** The list of the last call while the new one names the same things in the same order. */
export function listKept<From, T>(
  make: (from: From) => readonly T[],
): (from: From) => readonly T[] {
  let seen: { from: From } | null = null;
  let kept: readonly T[] = NOTHING;
  return (from) => {
    if (seen?.from === from) return kept;
    seen = { from };
    const next = make(from);
    if (!sameList(kept, next)) kept = next;
    return kept;
  };
}

type Queues = ReadonlyMap<number, QueueView>;

const byName = (views: readonly QueueView[]): readonly number[] =>
  [...views].sort((a, b) => a.name.localeCompare(b.name) || a.id - b.id).map((view) => view.id);

/** The queues of a table. Rows change places every few seconds at most, or when a queue comes or goes. */
export function orderKept(
  chosen: readonly number[],
  byTrouble: boolean,
): (queues: Queues, now: number) => readonly number[] {
  let beat = -1;
  let there = "";
  let kept: readonly number[] = NOTHING;
  return (queues, now) => {
    const views = chosenQueues(queues, chosen);
    const ids = views.map((view) => view.id).join();
    const current = Math.floor(now / 1000 / ORDER_SECONDS);
    if (ids === there && (current === beat || !byTrouble)) return kept;
    there = ids;
    beat = current;
    const next = byTrouble
      ? orderByTrouble(views.map((view) => queueRow(view, now)))
      : byName(views);
    if (!sameList(kept, next)) kept = next;
    return kept;
  };
}

/** A queue's row: what it is, and how its columns are judged. */
export interface Row {
  readonly view: QueueView;
  readonly judgements: readonly Judgement[];
}

/** The row of the last call until its queue changes or a running wait is judged otherwise. */
export function rowKept(
  id: number,
  columns: readonly BoardMeasure[],
): (queues: Queues, now: number) => Row | null {
  let kept: Row | null = null;
  return (queues, now) => {
    const view = queues.get(id);
    if (!view) return null;
    const judgements = columns.map((measure) => cellOf(measure, view, now).judgement);
    if (kept?.view !== view || !sameList(kept.judgements, judgements)) kept = { view, judgements };
    return kept;
  };
}

/** How many of a team are counted in each column. */
export const teamCountsKept = (
  members: ReadonlySet<number>,
  columns: readonly BoardMeasure[],
): ((agents: ReadonlyMap<number, AgentView>) => readonly number[]) =>
  listKept((agents) =>
    columns.map((measure) => {
      let count = 0;
      for (const id of members) {
        const agent = agents.get(id);
        if (agent && countedIn(measure, agent)) count++;
      }
      return count;
    }),
  );

const inQueues = (chosen: readonly number[], queue: number | null): boolean =>
  chosen.length === 0 || (queue !== null && chosen.includes(queue));

/** Who waits, the longest first. */
export const waitingKept = (
  chosen: readonly number[],
): ((interactions: ReadonlyMap<string, InteractionView>) => readonly string[]) =>
  listKept((interactions) =>
    [...interactions.values()]
      .filter(({ live }) => live.phase === "waiting" || live.phase === "offered")
      .filter(({ live }) => inQueues(chosen, live.queue))
      .sort((a, b) => a.live.queued_at - b.live.queued_at || (a.live.id < b.live.id ? -1 : 1))
      .map(({ live }) => live.id),
  );

/** Who is at work: of the chosen teams and queues, by name. */
export const peopleKept = (
  chosen: readonly number[],
  members: ReadonlySet<number> | null,
): ((agents: ReadonlyMap<number, AgentView>) => readonly number[]) =>
  listKept((agents) =>
    orderByName(
      [...agents.values()].filter(
        ({ live, queues }) =>
          live.state !== "offline" &&
          (members?.has(live.id) ?? true) &&
          (chosen.length === 0 || queues.some((id) => chosen.includes(id))),
      ),
    ),
  );

export const callbacksKept = (
  chosen: readonly number[],
): ((callbacks: ReadonlyMap<string, CallbackView>) => readonly CallbackView[]) =>
  listKept((callbacks) =>
    byDue([...callbacks.values()].filter(({ live }) => inQueues(chosen, live.queue))),
  );

/** Alarms of the chosen queues, and those of no queue: the telephone system is everybody's. */
export const alarmsOf = (
  alarms: readonly AlarmView[],
  chosen: readonly number[],
): readonly AlarmView[] =>
  alarms.filter(({ subject }) => {
    const queue = /^queue:(\d+)$/.exec(subject)?.[1];
    return queue === undefined || inQueues(chosen, Number(queue));
  });
