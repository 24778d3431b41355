/** Interactions as the calls page shows them. Instants are ISO 8601 UTC, durations seconds. */
import type {
  Direction,
  EndCause,
  Medium,
  MenuOutcome,
  OfferOutcome,
  Origin,
  SegmentKind,
  VisitOutcome,
} from "@/contracts/contracts.gen";
import type * as schema from "./schema.gen";
import { address, api, type Page, type Query } from "./client";

export interface Named {
  id: number;
  name: string;
}

export type InteractionOutcome =
  | "answered"
  | "abandoned"
  | "in_flow_ended"
  | "rejected"
  | "callback"
  | "overflowed"
  | "unreached"
  | "open";

export interface Interaction {
  id: string;
  medium: Medium;
  direction: Direction;
  caller: string;
  caller_name: string;
  /** From where the caller's number is. */
  origin: Origin;
  dialled: string;
  contact: Named | null;
  queue: Named | null;
  agent: Named | null;
  arrived_at: string;
  queued_at: string | null;
  connected_at: string | null;
  ended_at: string | null;
  wait_seconds: number | null;
  talk_seconds: number | null;
  hold_seconds: number | null;
  wrap_up_seconds: number | null;
  outcome: InteractionOutcome;
  cause: EndCause | "";
  path: { key: string; label: string }[];
  disposition: Named | null;
  note: string;
  has_recording: boolean;
}

export interface Visit {
  queue: Named;
  entered_at: string;
  left_at: string | null;
  outcome: VisitOutcome | null;
}

export interface Offer {
  id: string;
  agent: Named;
  queue: Named;
  made_at: string;
  ended_at: string | null;
  outcome: OfferOutcome | null;
  rule: string;
  idle_seconds: number | null;
  candidates: number | null;
  detail: string;
}

export interface Segment {
  agent: Named;
  kind: SegmentKind;
  started_at: string;
  ended_at: string | null;
}

/** A fact as contracts/facts.py declares it, with its instant; only what the story tells is spelled out here. */
export interface MenuAnswered {
  at: string;
  kind: "menu_answered";
  node: string;
  key: string;
  label: string;
  outcome: MenuOutcome;
}

export interface OtherFact {
  at: string;
  kind: string;
}

type RecordingState = "recording" | "transcoding" | "ready" | "missing" | "failed";

export interface Recording {
  id: string | number;
  state: RecordingState;
  duration_seconds: number | null;
}

/** What an agent's softphone measured; means over the leg. */
export type MeasuredLeg = schema.MeasuredLeg;

export interface InteractionDetail extends Interaction {
  legs: MeasuredLeg[];
  /** Of whoever the timeline mentions by key. */
  names: { agents: Named[]; queues: Named[] };
  visits: Visit[];
  offers: Offer[];
  segments: Segment[];
  timeline: (MenuAnswered | OtherFact)[];
  recording: Recording | null;
}

export interface Peaks {
  duration_seconds: number;
  /** The loudest sample of each column, 0 to 100. */
  channels: { agent: number[]; caller: number[] };
}

export const fetchInteractions = (query: Query): Promise<Page<Interaction>> =>
  api.get("/interactions", query);

export const fetchInteraction = (id: string): Promise<InteractionDetail> =>
  api.get(`/interactions/${encodeURIComponent(id)}`);

/** `disposition` and `contact` are ids. */
export const changeInteraction = (
  id: string,
  part: { note?: string; disposition?: number | null; contact?: number | null },
): Promise<InteractionDetail> => api.patch(`/interactions/${encodeURIComponent(id)}`, part);

/** Why each offer went to whom, oldest first; the sentences are in the reader's language. */
export type Decision = schema.Decision;

export const fetchDecisions = (id: string): Promise<Decision[]> =>
  api.get(`/interactions/${encodeURIComponent(id)}/decisions`);

export const fetchPeaks = (recording: string | number): Promise<Peaks> =>
  api.get(`/recordings/${recording}/peaks`);

export const audioAddress = (recording: string | number): string =>
  address(`/recordings/${recording}/audio`);
