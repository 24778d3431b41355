/** One interaction as one picture to scale: who did what when, on lanes. Pure: words come in as an argument. */
import type { InteractionDetail, MeasuredLeg, OtherFact } from "@/api/interactions";
import type { PlainKey, Translate } from "@/i18n/catalogue";
import { duration } from "@/ui/format";
import type { StretchState } from "@/ui/ribbon";
import { factInWords, NOT_TOLD, type Fact } from "./facts.model";
import { endOf, stretchesOf } from "./story.model";

type PieceState = StretchState | "consulting" | "paused" | "recording" | Tone;
export type Tone = "good" | "warn" | "bad";

/** Something on a lane: with a length, or a point where `from` equals `to`. Instants in milliseconds. */
export interface Piece {
  key: string;
  state: PieceState;
  from: number;
  to: number;
  /** What it is, in words, without its time. */
  text: string;
  /** The offer whose decision explains it. */
  offer?: string;
}

export interface Lane {
  key: string;
  name: string;
  kind: "way" | "people" | "quality" | "recording" | "facts";
  pieces: Piece[];
}

export interface Picture {
  from: number;
  to: number;
  lanes: Lane[];
}

const ms = (instant: string): number => Date.parse(instant);
/** Estimated mean opinion scores below these are worth a look, and bad (ITU-T G.107, annex B: some, many users dissatisfied). */
const MOS_WARN = 3.6;
const MOS_BAD = 3.1;

export const toneOf = (mos: number | null): Tone =>
  mos === null || mos >= MOS_WARN ? "good" : mos >= MOS_BAD ? "warn" : "bad";

export function pictureOf(call: InteractionDetail, now: number, t: Translate): Picture {
  const last = Math.max(...call.timeline.map((fact) => ms(fact.at)), endOf(call, now));
  const from = ms(call.arrived_at);
  const to = Math.max(last, from + 1_000);
  const measured = qualities(call, to, t);
  const people = agents(call, to, t).flatMap((lane) => {
    const own = measured.get(lane.key);
    measured.delete(lane.key);
    return own ? [lane, own] : [lane];
  });
  const lanes = [
    way(call, now, t),
    ...people,
    ...outside(call, to, t),
    ...measured.values(),
    ...recordings(call, to, t),
    facts(call, t),
  ];
  return { from, to, lanes: lanes.filter((lane) => lane.pieces.length > 0) };
}

function way(call: InteractionDetail, now: number, t: Translate): Lane {
  const pieces = stretchesOf(call, now, t, false)
    .filter((one) => one.to > one.from && one.state !== "wrap_up")
    .map((one, index): Piece => ({ ...one, key: `way-${index}`, text: one.title ?? "" }));
  return { key: "way", name: t("picture.lane.customer"), kind: "way", pieces };
}

const SEGMENT_STATES = {
  alerting: "ringing",
  talking: "talking",
  on_hold: "hold",
  wrapping_up: "wrap_up",
  dialling: "ringing",
  consulting: "consulting",
  monitoring: "consulting",
} as const;

/** One lane per agent, in the order in which they were first asked. */
function agents(call: InteractionDetail, end: number, t: Translate): Lane[] {
  const lanes = new Map<number, Lane>();
  const lane = (agent: { id: number; name: string }): Lane => {
    const known = lanes.get(agent.id);
    if (known) return known;
    const made: Lane = { key: `agent-${agent.id}`, name: agent.name, kind: "people", pieces: [] };
    lanes.set(agent.id, made);
    return made;
  };
  for (const offer of call.offers)
    lane(offer.agent).pieces.push({
      key: `offer-${offer.id}`,
      state: "ringing",
      from: ms(offer.made_at),
      to: offer.ended_at === null ? end : ms(offer.ended_at),
      text: t(`picture.offer.${offer.outcome ?? "rings"}`),
      offer: offer.id,
    });
  call.segments.forEach((segment, index) => {
    if (segment.kind === "alerting") return;
    lane(segment.agent).pieces.push({
      key: `segment-${index}`,
      state: SEGMENT_STATES[segment.kind],
      from: ms(segment.started_at),
      to: segment.ended_at === null ? end : ms(segment.ended_at),
      text: t(`picture.segment.${segment.kind}`),
    });
  });
  return [...lanes.values()].map((one) => ({ ...one, pieces: inOrder(one.pieces) }));
}

/** Outside numbers that were called in: rung, and there. */
function outside(call: InteractionDetail, end: number, t: Translate): Lane[] {
  const facts = call.timeline as Fact[];
  return facts
    .filter((fact) => fact.kind === "party_invited" && fact["number"])
    .map((invited, index) => {
      const same = (kind: string) =>
        facts.find((fact) => fact.kind === kind && fact["party"] === invited["party"]);
      const [joined, left] = [same("party_joined"), same("party_left")];
      const gone = left ? ms(left.at) : end;
      const rang: Piece = {
        key: `outside-${index}-rings`,
        state: "ringing",
        from: ms(invited.at),
        to: joined ? ms(joined.at) : gone,
        text: t("picture.outside.rings"),
      };
      const there: Piece[] = joined
        ? [
            {
              key: `outside-${index}`,
              state: "talking",
              from: ms(joined.at),
              to: gone,
              text: t("picture.outside.there"),
            },
          ]
        : [];
      return {
        key: `outside-${index}`,
        name: String(invited["number"]),
        kind: "people",
        pieces: [rang, ...there],
      };
    });
}

/** Figures of a leg in one line. */
function figuresOf(leg: MeasuredLeg, t: Translate): string {
  const parts = [
    leg.mos === null ? "" : t("picture.quality.mos", { mos: leg.mos.toFixed(1) }),
    leg.loss_share === null
      ? ""
      : t("picture.quality.loss", { loss: (leg.loss_share * 100).toFixed(1) }),
    leg.jitter_ms === null ? "" : t("picture.quality.jitter", { ms: Math.round(leg.jitter_ms) }),
    leg.round_trip_ms === null
      ? ""
      : t("picture.quality.roundTrip", { ms: Math.round(leg.round_trip_ms) }),
    leg.codec,
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

/** What the agent's desk said during the leg, and how bad that is; a word that we do not know is not told. */
const SAID: Record<string, { tone: Tone; words: PlainKey }> = {
  loss: { tone: "warn", words: "picture.said.loss" },
  delay: { tone: "warn", words: "picture.said.delay" },
  microphone_silent: { tone: "bad", words: "picture.said.microphone_silent" },
  nothing_received: { tone: "bad", words: "picture.said.nothing_received" },
};
const BADNESS: Record<Tone, number> = { good: 0, warn: 1, bad: 2 };

/** How the legs of each agent were, by the key of the agent's lane: legs of several may stand beside each other. */
function qualities(call: InteractionDetail, end: number, t: Translate): Map<string, Lane> {
  const lanes = new Map<string, Lane>();
  call.legs.forEach((leg, index) => {
    const whose = `agent-${leg.agent?.id ?? ""}`;
    const name = t("picture.lane.quality");
    const lane = lanes.get(whose) ?? {
      key: `quality-${whose}`,
      name,
      kind: "quality" as const,
      pieces: [],
    };
    lanes.set(whose, lane);
    const said = SAID[leg.sentence_code];
    const figures = toneOf(leg.mos);
    const words = t(said?.words ?? `picture.quality.${figures}`);
    lane.pieces.push({
      key: `leg-${index}`,
      state: said && BADNESS[said.tone] > BADNESS[figures] ? said.tone : figures,
      from: ms(leg.started_at),
      // The desk looks once a second: it may notice the end after the end.
      to: Math.min(ms(leg.ended_at), end),
      text: [leg.agent?.name, words, figuresOf(leg, t)].filter(Boolean).join(": "),
    });
  });
  return lanes;
}

/** What was recorded, and where it was paused. */
function recordings(call: InteractionDetail, end: number, t: Translate): Lane[] {
  const pieces: Piece[] = [];
  let open: { state: "recording" | "paused"; from: number } | null = null;
  const close = (to: number) => {
    if (open && to > open.from)
      pieces.push({
        key: `recording-${pieces.length}`,
        ...open,
        to,
        text: t(`picture.recording.${open.state}`),
      });
  };
  for (const fact of call.timeline) {
    const state = RECORDING_TURNS[fact.kind];
    if (state === undefined) continue;
    const at = ms(fact.at);
    close(at);
    open = state === null ? null : { state, from: at };
  }
  close(end);
  return [{ key: "recording", name: t("picture.lane.recording"), kind: "recording", pieces }];
}

const RECORDING_TURNS: Record<string, "recording" | "paused" | null> = {
  recording_started: "recording",
  recording_continued: "recording",
  recording_paused: "paused",
  recording_ended: null,
};

/** Whether the recording stands still at this instant: then keys may be a card's, and are not shown. */
export function isPaused(timeline: readonly OtherFact[], at: number): boolean {
  let paused = false;
  for (const fact of timeline) {
    if (ms(fact.at) > at) break;
    if (fact.kind in RECORDING_TURNS) paused = RECORDING_TURNS[fact.kind] === "paused";
  }
  return paused;
}

function facts(call: InteractionDetail, t: Translate): Lane {
  const pieces = (call.timeline as Fact[])
    .filter((fact) => !NOT_TOLD.has(fact.kind))
    .map((fact, index): Piece => {
      const at = ms(fact.at);
      const masked = isPaused(call.timeline, at);
      return {
        key: `fact-${index}`,
        state: "not_ready",
        from: at,
        to: at,
        text: factInWords(fact, call.names, masked, t),
      };
    });
  return { key: "facts", name: t("picture.lane.facts"), kind: "facts", pieces };
}

const inOrder = (pieces: readonly Piece[]): Piece[] =>
  [...pieces].sort((a, b) => a.from - b.from || b.to - a.to);

/** Every piece of every lane in order of time, as the keyboard and the table walk them. */
export const walk = (picture: Picture): { lane: Lane; piece: Piece }[] =>
  picture.lanes
    .flatMap((lane) => lane.pieces.map((piece) => ({ lane, piece })))
    .sort((a, b) => a.piece.from - b.piece.from || a.piece.to - b.piece.to);

export interface Window {
  from: number;
  to: number;
}

const SHORTEST_MS = 2_000;

/** Twice as close (factor 0.5) or half as close (2) around an instant, never beyond the picture. */
export function zoomed(window: Window, whole: Window, factor: number, around: number): Window {
  const length = Math.min(
    Math.max((window.to - window.from) * factor, SHORTEST_MS),
    whole.to - whole.from,
  );
  const share = (around - window.from) / (window.to - window.from);
  return within({ from: around - length * share, to: around + length * (1 - share) }, whole);
}

/** The same length, moved so that it lies inside. */
export function within(window: Window, whole: Window): Window {
  const length = window.to - window.from;
  const from = Math.min(Math.max(window.from, whole.from), whole.to - length);
  return { from, to: from + length };
}

/** So that the piece is seen: moved only when it lies outside. */
export function showing(window: Window, whole: Window, piece: Piece): Window {
  if (piece.from >= window.from && piece.from <= window.to) return window;
  const length = window.to - window.from;
  return within({ from: piece.from - length / 4, to: piece.from + (length * 3) / 4 }, whole);
}

const STEPS_SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400];

/** Whole steps since the beginning, at most `limit` of them. */
export function marksOf(window: Window, start: number, limit: number): number[] {
  const seconds = (window.to - window.from) / 1000;
  const step = (STEPS_SECONDS.find((size) => seconds / size <= limit) ?? 86_400) * 1000;
  const found: number[] = [];
  for (let at = start + Math.ceil((window.from - start) / step) * step; at <= window.to; at += step)
    found.push(at);
  return found;
}

/** "0:12, for 1:04" */
export function timeInWords(piece: Piece, start: number, t: Translate): string {
  const at = duration((piece.from - start) / 1000);
  return piece.to > piece.from
    ? t("picture.atFor", { at, time: duration((piece.to - piece.from) / 1000) })
    : at;
}
