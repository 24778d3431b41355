/** Where a number leads: to the calls it counts, or to the people it is made of. Without React. */
import type { BoardMeasure, NumberTile } from "@/contracts/contracts.gen";
import type { Filters } from "@/calls/filters.model";
import type { InteractionOutcome } from "@/api/interactions";
import { MEASURES } from "./figures.model";

const OUTCOMES: Partial<Record<BoardMeasure, InteractionOutcome>> = {
  answered: "answered",
  answered_in_time: "answered",
  asa: "answered",
  abandoned: "abandoned",
  short_abandons: "abandoned",
  abandonment_rate: "abandoned",
  flowed_out: "overflowed",
  callbacks: "callback",
};

/** The calls of today that a measure counts, of one queue or of all. */
export function callsOf(measure: BoardMeasure, queue: number | null): Filters {
  const outcome = OUTCOMES[measure];
  return {
    period: "today",
    ...(queue === null ? {} : { queue }),
    ...(outcome === undefined ? {} : { outcome }),
  };
}

type TileWay =
  | { readonly kind: "calls"; readonly search: Filters }
  /** What is behind the number, beside the board. */
  | { readonly kind: "panel"; readonly name: string };

/** Today's numbers of one queue or of all lead to the calls; everything else opens beside the board. */
export function wayOf({
  id,
  measure,
  queues,
}: Pick<NumberTile, "id" | "measure" | "queues">): TileWay {
  const [only = null] = queues;
  if (MEASURES[measure] === "today" && queues.length < 2)
    return { kind: "calls", search: callsOf(measure, only) };
  return { kind: "panel", name: `tile:${id}` };
}
