/** What the invented center remembers: interactions with their way, contacts, reports, recordings. */
import type { Contact } from "../src/api/contacts";
import type { InteractionDetail, Offer, Peaks, Segment } from "../src/api/interactions";
import type { Definition, Report, ReportRow } from "../src/api/reports";
import type { Chance } from "./chance.ts";
import { AGENT_NAMES, CALLER_NAMES, NOTES, QUEUES } from "./names.ts";

const iso = (ms: number): string => new Date(ms).toISOString();
const named = (names: readonly string[], id: number) => ({ id, name: names[id - 1] ?? "" });
const queueNames = QUEUES.map(([name]) => name);
const OUTCOMES = [
  { id: 1, name: "Invoice explained" },
  { id: 2, name: "Instalment lowered" },
  { id: 3, name: "Call back" },
];

const HAMBURG = { region: "DE", mobile: false, areas: { en: "Hamburg" } };
const MOBILE = { region: "DE", mobile: true, areas: {} };

export function contacts(chance: Chance): Contact[] {
  return CALLER_NAMES.map((name, index) => ({
    id: index + 1,
    external_id: index % 3 === 0 ? `K-${4471000 + index * 37}` : "",
    name,
    company: name.includes("Gärtnerei") || name.includes("Bäckerei") ? name : "",
    language: index % 5 === 4 ? "en" : "de",
    note: chance.of(NOTES),
    phone_numbers: [
      { number: `+494066969${200 + index}`, kind: "home", origin: HAMBURG },
      ...(index % 2 === 0
        ? [{ number: `+49171392001${index % 10}`, kind: "mobile", origin: MOBILE }]
        : []),
    ],
    email_addresses:
      index % 3 === 1 ? [{ address: `kontakt${index}@example.org`, kind: "work" }] : [],
  }));
}

/** One interaction that arrived at `arrived` (ms), told step by step as the API would. */
export function interaction(chance: Chance, index: number, arrived: number): InteractionDetail {
  const queue = named(queueNames, chance.between(1, 7));
  const contact = chance.next() < 0.7 ? named(CALLER_NAMES, chance.between(1, 15)) : null;
  const queued = arrived + chance.between(8, 38) * 1000;
  const wait = chance.between(2, chance.next() < 0.2 ? 280 : 40);
  const left = queued + wait * 1000;
  const answered = chance.next() < 0.86;
  const agent = answered ? named(AGENT_NAMES, chance.between(1, 32)) : null;
  const talk = chance.between(40, 620);
  const hold = chance.next() < 0.3 ? chance.between(10, 80) : 0;
  const wrapUp = chance.between(8, 60);
  const ended = answered ? left + (talk + hold) * 1000 : left;
  const key = String(chance.between(1, 4));
  const recording = answered
    ? {
        id: index,
        state: (["ready", "ready", "ready", "transcoding", "missing", "failed"] as const)[
          index % 6
        ],
        duration_seconds: talk + hold,
      }
    : null;
  return {
    id: `01J${String(9000 + index).padStart(8, "0")}`,
    medium: "voice",
    direction: "inbound",
    origin: HAMBURG,
    caller: contact ? `+494066969${199 + contact.id}` : `+4917612${340000 + index}`,
    caller_name: contact?.name ?? "",
    dialled: "+49405550100",
    contact,
    queue,
    agent,
    arrived_at: iso(arrived),
    queued_at: iso(queued),
    connected_at: answered ? iso(left) : null,
    ended_at: iso(ended),
    wait_seconds: wait,
    talk_seconds: answered ? talk : 0,
    hold_seconds: answered ? hold : 0,
    wrap_up_seconds: answered ? wrapUp : 0,
    outcome: answered ? "answered" : "abandoned",
    cause: answered && index % 3 === 0 ? "agent_hung_up" : "caller_hung_up",
    path: [{ key, label: "Rechnung" }],
    disposition: answered && index % 4 !== 0 ? chance.of(OUTCOMES) : null,
    note: answered ? chance.of(NOTES) : "",
    has_recording: recording?.state === "ready",
    visits: [
      {
        queue,
        entered_at: iso(queued),
        left_at: iso(left),
        outcome: answered ? "answered" : "abandoned",
      },
    ],
    offers: agent ? offers(chance, agent, queue, left) : [],
    segments: agent ? segments(agent, left, talk, hold, wrapUp) : [],
    timeline: [
      ...(index % 5 === 0 ? [menuAnswer(arrived + 6000, "8", "", "wrong_key" as const)] : []),
      menuAnswer(queued - 2000, key, "Rechnung", "chosen" as const),
      ...(answered ? recorded(left, ended) : []),
    ],
    legs: agent && answered ? [lineOf(index, agent, left, ended)] : [],
    names: { agents: agent ? [agent] : [], queues: [queue] },
    recording: recording as InteractionDetail["recording"],
  };
}

const recorded = (from: number, to: number) => [
  { at: iso(from), kind: "recording_started" },
  { at: iso(from + 20_000), kind: "recording_paused" },
  { at: iso(from + 35_000), kind: "recording_continued" },
  { at: iso(to), kind: "recording_ended" },
];

const lineOf = (index: number, agent: Someone, from: number, to: number) => ({
  agent,
  leg: "",
  started_at: iso(from),
  ended_at: iso(to),
  mos: [4.3, 3.4, 2.6][index % 3] ?? null,
  jitter_ms: 4,
  loss_share: 0.01 * (index % 3),
  round_trip_ms: 41,
  codec: "opus",
  sentence_code: "good",
});

const menuAnswer = (at: number, key: string, label: string, outcome: "chosen" | "wrong_key") => ({
  at: iso(at),
  kind: "menu_answered" as const,
  node: "main",
  key,
  label,
  outcome,
});

type Someone = { id: number; name: string };

function offers(chance: Chance, agent: Someone, queue: Someone, left: number): Offer[] {
  const made = left - chance.between(2, 8) * 1000;
  const accepted: Offer = {
    id: `${left}-b`,
    agent,
    queue,
    made_at: iso(made),
    ended_at: iso(left),
    outcome: "accepted",
    rule: "longest_idle",
    idle_seconds: chance.between(5, 300),
    candidates: chance.between(1, 5),
    detail: "",
  };
  if (chance.next() > 0.2) return [accepted];
  const missed: Offer = {
    ...accepted,
    id: `${left}-a`,
    agent: named(AGENT_NAMES, (agent.id % 32) + 1),
    made_at: iso(made - 20_500),
    ended_at: iso(made - 500),
    outcome: "missed",
  };
  return [missed, accepted];
}

function segments(
  agent: Someone,
  from: number,
  talk: number,
  hold: number,
  wrapUp: number,
): Segment[] {
  const kinds: [Segment["kind"], number][] =
    hold > 0
      ? [
          ["talking", talk * 0.6],
          ["on_hold", hold],
          ["talking", talk * 0.4],
          ["wrapping_up", wrapUp],
        ]
      : [
          ["talking", talk],
          ["wrapping_up", wrapUp],
        ];
  let at = from;
  return kinds.map(([kind, seconds]) => {
    const segment = { agent, kind, started_at: iso(at), ended_at: iso(at + seconds * 1000) };
    at += seconds * 1000;
    return segment;
  });
}

export function peaks(chance: Chance, seconds: number): Peaks {
  const agent: number[] = [];
  const caller: number[] = [];
  let agentTalks = true;
  for (let index = 0; index < 800; index++) {
    if (chance.next() < 0.06) agentTalks = !agentTalks;
    const loud = 0.25 + chance.next() * 0.6;
    const still = chance.next() * 0.03;
    agent.push(Math.round((agentTalks ? loud : still) * 60));
    caller.push(Math.round((agentTalks ? still : loud) * 60));
  }
  return { duration_seconds: seconds, channels: { agent, caller } };
}

const define = (name: string, formula: string, unit: Definition["unit"]): Definition => ({
  name,
  formula,
  unit,
  better: "neither",
});

const DEFINITIONS: Report["definitions"] = {
  offered: define("Offered", "visits that entered the queue", "count"),
  answered: define("Answered", "visits answered by an agent", "count"),
  abandoned: define("Abandoned", "visits whose caller gave up", "count"),
  service_level: define(
    "Service level",
    "answered within T / (answered + abandoned after T)",
    "share",
  ),
  abandonment_rate: define(
    "Abandonment rate",
    "(abandoned − short abandons) / (offered − short abandons)",
    "share",
  ),
  asa: define("Average speed of answer", "wait of answered visits / answered", "seconds"),
  wait_p90: define("Wait, 90 %", "90 % of the visits waited at most this", "seconds"),
  handled: define("Handled", "interactions whose handling ended in the interval", "count"),
  aht: define("Average handle time", "(talking + on hold + wrap-up) / handled", "seconds"),
  signed_in: define("Signed in", "time not offline", "seconds"),
  occupancy: define("Occupancy", "in hand / (in hand + ready and idle)", "share"),
  answer_rate: define("Answer rate", "accepted offers / offers not withdrawn", "share"),
};

const STEP = { "15m": 900e3, "30m": 1800e3, "1h": 3600e3, "1d": 86400e3 };

function measured(chance: Chance, offered: number, share: number): Record<string, number | null> {
  const abandoned = Math.round(offered * 0.06);
  return {
    offered,
    answered: offered - abandoned,
    abandoned,
    answered_in_time: Math.round((offered - abandoned * 0.7) * share),
    abandoned_in_time: Math.round(abandoned * 0.3),
    service_level: offered === 0 ? null : Math.min(1, share),
    abandonment_rate: offered === 0 ? null : abandoned / offered,
    asa: offered === 0 ? null : chance.between(8, 40),
    wait_p90: offered === 0 ? null : chance.between(20, 90),
    signed_in: chance.between(600, 1800),
    answer_rate: offered === 0 ? null : 0.9 + chance.next() * 0.1,
    handled: offered - abandoned,
    aht: offered === 0 ? null : chance.between(180, 420),
    occupancy: offered === 0 ? null : 0.6 + chance.next() * 0.3,
  };
}

export function report(
  chance: Chance,
  subject: "queues" | "agents",
  query: URLSearchParams,
): Report {
  const from = Date.parse(query.get("from") ?? "") - 3600e3;
  const to = Date.parse(query.get("to") ?? "") - 3600e3;
  const step = STEP[(query.get("interval") ?? "1h") as keyof typeof STEP];
  const names = subject === "queues" ? queueNames : AGENT_NAMES.slice(0, 20);
  const key = subject === "queues" ? "queue" : "agent";
  const wanted = Number(query.get(key) ?? 0);
  const rows: ReportRow[] = [];
  const totals: ReportRow[] = [];
  names.forEach((name, index) => {
    if (wanted !== 0 && wanted !== index + 1) return;
    let sum = 0;
    for (let at = from; at < to; at += step) {
      const hour = new Date(at).getHours();
      const open =
        index === 7 || at > Date.now() || ((hour < 8 || hour > 18) && step < 86400e3) ? 0 : 1;
      const offered = open * chance.between(4, 30);
      sum += offered;
      rows.push({
        interval_start: iso(at),
        interval_end: iso(at + step),
        [key]: { id: index + 1, name },
        ...measured(chance, offered, 0.66 + chance.next() * 0.34),
      });
    }
    totals.push({
      interval_start: iso(from),
      interval_end: iso(to),
      [key]: { id: index + 1, name },
      ...measured(chance, sum, 0.7 + chance.next() * 0.25),
    });
  });
  const all = totals.reduce((total, row) => total + Number(row["offered"]), 0);
  totals.push({
    interval_start: iso(from),
    interval_end: iso(to),
    [key]: null,
    ...measured(chance, all, 0.83),
  });
  return { definitions: DEFINITIONS, rows, totals };
}
