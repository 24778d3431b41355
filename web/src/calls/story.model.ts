/** The story of one interaction: its way to scale, and every step in words. Pure: the words come in as an argument. */
import type {
  InteractionDetail,
  MenuAnswered,
  Offer,
  OtherFact,
  Segment,
  Visit,
} from "@/api/interactions";
import type { Translate } from "@/i18n/catalogue";
import { duration } from "@/ui/format";
import type { Stretch } from "@/ui/ribbon";
import { asidesOf, cutBy } from "./aside.model";

export type Mark =
  "arrived" | "menu" | "waiting" | "ringing" | "talking" | "hold" | "wrap_up" | "ended";

export interface Step {
  /** Milliseconds since 1970. */
  at: number;
  mark: Mark;
  /** What happened; said with weight. */
  text: string;
  /** Why, or what exactly; said quietly. */
  detail: string;
  /** At the right end: how long. */
  aside: string;
  tone?: "bad";
}

const ms = (instant: string): number => Date.parse(instant);
const seconds = (from: string, to: string): number => (ms(to) - ms(from)) / 1000;

const SEGMENT_STATE = {
  alerting: "ringing",
  talking: "talking",
  on_hold: "hold",
  wrapping_up: "wrap_up",
  dialling: "ringing",
  consulting: "talking",
  monitoring: "talking",
} as const;

/** Until when the ribbon runs: the end of the last thing that happened, or now while something goes on. */
export function endOf(call: InteractionDetail, now: number): number {
  const open = call.ended_at === null || call.segments.some((segment) => segment.ended_at === null);
  if (open) return now;
  return Math.max(
    ...[call.ended_at, ...call.segments.map((segment) => segment.ended_at)].map((at) =>
      at === null ? 0 : ms(at),
    ),
  );
}

/**
 * Where the customer was. Later pieces are drawn over earlier ones: ringing lies on the wait in which it happened. `timed`: their words
 * end with how long it was.
 */
export function stretchesOf(
  call: InteractionDetail,
  now: number,
  t: Translate,
  timed = true,
): Stretch[] {
  const end = endOf(call, now);
  // While somebody is asked the agent talks, and the customer does not.
  const asides = asidesOf(call.timeline, end);
  const firstVisit = call.visits[0];
  const until = (at: string | null) => (at === null ? end : ms(at));
  const inFlow = firstVisit ? ms(firstVisit.entered_at) : until(call.ended_at);
  const arrived = ms(call.arrived_at);
  const titled = (name: string, from: number, to: number) =>
    timed ? `${name} ${duration((to - from) / 1000)}` : name;
  return [
    {
      state: "flow",
      from: arrived,
      to: inFlow,
      title: titled(t("calls.way.flow"), arrived, inFlow),
    },
    ...call.visits.map((visit): Stretch => {
      const [from, to] = [ms(visit.entered_at), until(visit.left_at)];
      const name = `${t("state.waiting")}: ${visit.queue.name}`;
      return { state: "waiting", from, to, title: titled(name, from, to) };
    }),
    ...call.offers.map((offer): Stretch => {
      const [from, to] = [ms(offer.made_at), until(offer.ended_at)];
      const name = `${t("state.ringing")}: ${offer.agent.name}`;
      return { state: "ringing", from, to, title: titled(name, from, to) };
    }),
    ...call.segments
      // The offers have rung already; who is asked or listens does not change where the customer is.
      .filter(({ kind }) => kind !== "alerting" && kind !== "consulting" && kind !== "monitoring")
      .flatMap((segment): Stretch[] => {
        const whole = { from: ms(segment.started_at), to: until(segment.ended_at) };
        const parts = segment.kind === "talking" ? cutBy(whole, asides) : [whole];
        return parts.map((part) => {
          const { from, to } = part;
          const music = "aside" in part && part.aside;
          const state = music ? "hold" : SEGMENT_STATE[segment.kind];
          const name = `${t(`state.${state}`)}: ${segment.agent.name}`;
          return { state, from, to, title: titled(name, from, to) };
        });
      }),
  ];
}

const isMenuAnswer = (fact: MenuAnswered | OtherFact): fact is MenuAnswered =>
  fact.kind === "menu_answered";

function menuSteps(call: InteractionDetail, t: Translate): Step[] {
  return call.timeline.filter(isMenuAnswer).map((answer) => {
    const { key, label } = answer;
    const text = {
      chosen: () => t("calls.step.chose", { choice: `${key} ${label}`.trim() }),
      wrong_key: () => t("calls.step.wrongKey", { key }),
      timed_out: () => t("calls.step.noKey"),
      gave_up: () => t("calls.step.menuGaveUp"),
    }[answer.outcome]();
    return { at: ms(answer.at), mark: "menu", text, detail: "", aside: "" };
  });
}

function visitSteps(visit: Visit, t: Translate): Step[] {
  const queue = visit.queue.name;
  const entered = ms(visit.entered_at);
  if (visit.left_at === null)
    return [
      {
        at: entered,
        mark: "waiting",
        text: t("calls.step.waits", { queue }),
        detail: "",
        aside: "",
      },
    ];
  const waited = duration(seconds(visit.entered_at, visit.left_at));
  const step: Step = {
    at: entered,
    mark: "waiting",
    text: t("calls.step.waited", { queue }),
    detail: visit.outcome === "flowed_out" ? t("calls.step.flowedOut") : "",
    aside: waited,
  };
  if (visit.outcome !== "abandoned") return [step];
  return [
    step,
    {
      at: ms(visit.left_at),
      mark: "ended",
      text: t("calls.step.gaveUp", { queue }),
      detail: "",
      aside: t("calls.step.after", { time: waited }),
      tone: "bad",
    },
  ];
}

/** Why this agent: "idle for 2:14, longest of 3". */
function reasonOf(offer: Offer, t: Translate): string {
  if (offer.candidates === null || offer.idle_seconds === null) return "";
  const idle = duration(offer.idle_seconds);
  return offer.candidates <= 1
    ? t("calls.step.onlyOne", { idle })
    : t("calls.step.longestOf", { idle, count: offer.candidates });
}

function offerStep(offer: Offer, t: Translate): Step {
  const agent = offer.agent.name;
  const rang = offer.ended_at === null ? "" : duration(seconds(offer.made_at, offer.ended_at));
  const base = { at: ms(offer.made_at), mark: "ringing" as const, aside: rang };
  const why = reasonOf(offer, t);
  switch (offer.outcome) {
    case null:
      return { ...base, text: t("calls.step.rings", { agent }), detail: why };
    case "accepted":
      return { ...base, text: t("calls.step.rang", { agent }), detail: why };
    case "declined":
      return { ...base, text: t("calls.step.declined", { agent }), detail: why };
    case "missed":
      return { ...base, text: t("calls.step.missed", { agent }), detail: why, tone: "bad" };
    case "failed":
      return {
        ...base,
        text: t("calls.step.failed", { agent }),
        detail: offer.detail,
        tone: "bad",
      };
    case "withdrawn":
      return { ...base, text: t("calls.step.withdrawn", { agent }), detail: why };
  }
}

function segmentSteps(segments: readonly Segment[], t: Translate): Step[] {
  const steps: Step[] = [];
  let talking = "";
  for (const segment of segments) {
    const at = ms(segment.started_at);
    const agent = segment.agent.name;
    const aside =
      segment.ended_at === null ? "" : duration(seconds(segment.started_at, segment.ended_at));
    if (segment.kind === "talking" && talking !== agent) {
      // Talking goes on after a hold; it begins once per agent.
      talking = agent;
      const whole = totalTalk(segments, agent);
      const text = t("calls.step.answered", { agent });
      steps.push({ at, mark: "talking", text, detail: "", aside: whole });
    } else if (segment.kind === "on_hold") {
      steps.push({ at, mark: "hold", text: t("calls.step.held"), detail: "", aside });
    } else if (segment.kind === "wrapping_up") {
      const text = t("calls.step.wroteUp", { agent });
      steps.push({ at, mark: "wrap_up", text, detail: "", aside });
    }
  }
  return steps;
}

function totalTalk(segments: readonly Segment[], agent: string): string {
  const talks = segments.filter((one) => one.kind === "talking" && one.agent.name === agent);
  if (talks.some((one) => one.ended_at === null)) return "";
  return duration(
    talks.reduce((sum, one) => sum + seconds(one.started_at, one.ended_at ?? one.started_at), 0),
  );
}

function endSteps(call: InteractionDetail, t: Translate): Step[] {
  if (call.ended_at === null || call.cause === "") return [];
  // Giving up in a queue has been said where the visit ended.
  if (call.outcome === "abandoned" && call.cause === "caller_hung_up") return [];
  const text = t(`calls.cause.${call.cause}`);
  return [
    {
      at: ms(call.ended_at),
      mark: "ended",
      text,
      detail: "",
      aside: "",
      ...(call.outcome === "rejected" ? { tone: "bad" as const } : {}),
    },
  ];
}

/** Everything that happened, in order of time. */
export function stepsOf(call: InteractionDetail, t: Translate, dialled: string): Step[] {
  const arrived: Step = {
    at: ms(call.arrived_at),
    mark: "arrived",
    text: t("calls.step.arrived", { number: dialled }),
    detail: "",
    aside: "",
  };
  const rest = [
    ...menuSteps(call, t),
    ...call.visits.flatMap((visit) => visitSteps(visit, t)),
    ...call.offers.map((offer) => offerStep(offer, t)),
    ...endSteps(call, t),
    ...segmentSteps(call.segments, t),
  ];
  return [arrived, ...rest.sort((a, b) => a.at - b.at)];
}

/** The parts of the way in one line: "menu 0:38 · queue 1:12 · talk 4:12". */
export function summaryOf(call: InteractionDetail, t: Translate): string {
  const first = call.visits[0];
  const menu = first ? seconds(call.arrived_at, first.entered_at) : null;
  const parts: [string, number | null][] = [
    [t("calls.way.flow"), menu],
    [t("calls.way.queue"), call.wait_seconds],
    [t("calls.way.talk"), call.talk_seconds],
    [t("calls.way.hold"), call.hold_seconds],
    [t("calls.way.wrapUp"), call.wrap_up_seconds],
  ];
  return parts
    .filter(([, time]) => time !== null && time > 0)
    .map(([name, time]) => `${name} ${duration(time)}`)
    .join(" · ");
}
