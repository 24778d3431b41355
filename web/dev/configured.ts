/** What is set up in the invented center. */
import type * as configured from "../src/api/configuration";
import type { Flow } from "../src/api/flows";
import type { Chance } from "./chance.ts";
import { AGENT_NAMES, QUEUES, SKILLS } from "./names.ts";

const userName = (name: string): string =>
  name
    .toLowerCase()
    .normalize("NFD")
    .replace(/[^a-z ]/g, "")
    .replace(" ", ".");

const flow: Flow = {
  id: 1,
  name: "Strom Hauptnummer",
  published_version: 14,
  problems: [
    {
      node: "menu",
      code: "prompt_missing",
      detail: "No English text. Callers with English chosen would hear German.",
    },
  ],
  draft: {
    entry: "welcome",
    nodes: [
      {
        kind: "greeting",
        id: "welcome",
        prompts: [
          { language: "de", text: "Willkommen bei Halden Energie." },
          { language: "en", text: "Welcome to Halden Energie." },
        ],
        next: "hours",
      },
      {
        kind: "hours",
        id: "hours",
        time_zone: "Europe/Berlin",
        openings: [0, 1, 2, 3, 4].map((weekday) => ({ weekday, opens: "08:00", closes: "19:00" })),
        open_next: "menu",
        closed_next: "closed",
        closed_on: ["2026-12-25"],
      },
      {
        kind: "menu",
        id: "menu",
        prompts: [
          { language: "de", text: "Bei einer Störung drücken Sie die 1, für Rechnungen die 2." },
        ],
        choices: { "1": "outage", "2": "billing" },
        labels: { "1": "Störung", "2": "Rechnung" },
        otherwise: "billing",
        wrong_key_prompts: [],
        answer_seconds_max: 5,
        attempts_max: 2,
      },
      { kind: "queue", id: "outage", queue: 1, language: "de", priority: 0 },
      { kind: "queue", id: "billing", queue: 2, language: "de", priority: 0 },
      {
        kind: "hang_up",
        id: "closed",
        prompts: [{ language: "de", text: "Sie rufen außerhalb unserer Geschäftszeiten an." }],
      },
    ],
  },
};

const queues = QUEUES.map<configured.Queue>(([name, target, seconds], index) => ({
  id: index + 1,
  name,
  time_zone: "Europe/Berlin",
  required_skills: [{ skill: index === 5 ? 2 : 1, level_min: 3 }],
  service_level_seconds: seconds,
  service_level_target: target,
  short_abandon_seconds: 5,
  offer_seconds: 20,
  wrap_up_seconds: 60,
  waiting_max: 500,
  record: true,
  offer_mode: "ring",
  declines_max: 2,
  misses_max: 1,
  strategy: "longest_idle",
  preferred_skills: [],
  rings:
    index === 0
      ? [
          { after_seconds: 30, required_skills: [{ skill: 1, level_min: 2 }], teams: [] },
          { after_seconds: 90, required_skills: null, teams: [1] },
        ]
      : [],
  groups: [],
  sticky_days: 0,
  preferred_seconds: 30,
  wrap_up: "timed",
  wrap_up_extension_seconds: 0,
  wrap_up_extensions_max: 0,
  music_class: "default",
  hours: 1,
  overflows: [],
  announcements: null,
  callback: null,
  caller_id: "",
  priority: 0,
  rescue_seconds: 20,
  active: true,
}));

const agents = (chance: Chance) =>
  AGENT_NAMES.slice(0, 24).map<configured.Agent>((name, index) => ({
    id: index + 1,
    name,
    user: index + 1,
    username: userName(name),
    email: `${userName(name)}@example.org`,
    role: index === 0 ? "supervisor" : "agent",
    language: index % 4 === 3 ? "en" : "de",
    queues: [(index % 7) + 1],
    skills: SKILLS.flatMap((_, skill) =>
      chance.next() < 0.6 ? [{ skill: skill + 1, level: chance.between(1, 5) }] : [],
    ),
    devices: [index + 1],
    levels: {},
    teams: [],
    always_on: false,
    active: true,
  }));

const trunks: configured.Trunk[] = [
  {
    id: 1,
    name: "demo",
    source_addresses: ["127.0.0.1"],
    username: "",
    registration: null,
    codecs: ["alaw", "ulaw", "g722", "opus"],
    outbound_address: "",
  },
];

const numbers: configured.DialledNumber[] = [
  { id: 1, number: "+49405550100", name: "Main number", flow: 1, queue: null, priority: 0 },
  { id: 2, number: "+49405550199", name: "Billing, direct", flow: null, queue: 2, priority: 0 },
];

/** Every table by its path; the server below changes them in place. */
export function configuration(chance: Chance): Record<string, { id: number }[]> {
  return {
    "/queues": queues,
    "/agents": agents(chance),
    "/teams": [{ id: 1, name: "Reserve", agents: [3, 4, 5] }] as configured.Team[],
    "/labels": [{ id: 1, name: "VIP", weight: 2 }] as configured.Label[],
    "/hours": [
      {
        id: 1,
        name: "Office",
        time_zone: "Europe/Berlin",
        openings: [0, 1, 2, 3, 4].map((weekday) => ({ weekday, opens: "08:00", closes: "18:00" })),
        closed_on: ["2026-12-25"],
      },
    ] as configured.Hours[],
    "/skills": SKILLS.map((name, index) => ({ id: index + 1, name })),
    "/devices": AGENT_NAMES.slice(0, 24).map((_, index) => ({
      id: index + 1,
      kind: index % 3 === 2 ? "sip_registered" : "browser",
      agent: index + 1,
      contact: "",
      username: `d${index + 1}`,
      reachable: index % 4 !== 3,
    })),
    "/trunks": trunks,
    "/numbers": numbers,
    "/dispositions": ["invoice_explained", "instalment_lowered", "call_back"].map(
      (code, index) => ({
        id: index + 1,
        code,
        name_en: ["Invoice explained", "Instalment lowered", "Call back"][index],
        name_de: ["Rechnung erklärt", "Abschlag gesenkt", "Rückruf"][index],
        queues: index === 1 ? [2] : [],
        position: index + 1,
        active: true,
      }),
    ),
    "/not-ready-reasons": ["break", "lunch", "training"].map((code, index) => ({
      id: index + 1,
      code,
      name_en: ["Break", "Lunch", "Training"][index],
      name_de: ["Pause", "Mittagspause", "Schulung"][index],
      productive: index === 2,
      position: index + 1,
    })),
    "/flows": [flow],
  };
}
