/** What administrators set up. Durations are seconds, shares 0 to 1. */
import type { DeviceKind, Role } from "@/contracts/contracts.gen";
import type { Locale } from "@/ui/format";
import { api } from "./client";
import type { Prompt } from "./flows";
import { fetchAll, resource, type Resource } from "./resources";
import type * as schema from "./schema.gen";

export interface RequiredSkill {
  skill: number;
  level_min: number;
}

/** From `after_seconds` of waiting on: these skills instead (null: as before), and these teams beside the queue's agents. */
export interface Ring {
  after_seconds: number;
  required_skills: RequiredSkill[] | null;
  teams: number[];
}

export type Group = Required<schema.Group>;

export interface OverflowTarget extends Omit<schema.OverflowTarget, "prompts"> {
  prompts?: Prompt[];
}

export interface Overflow {
  cause: schema.CauseEnum;
  threshold?: number;
  target: OverflowTarget;
}

export interface Announcements extends Omit<Required<schema.Announcements>, "comfort"> {
  comfort: Prompt[][];
}

export interface Callback extends Omit<Required<schema.Callback>, "prompts" | "confirmed"> {
  prompts: Prompt[];
  confirmed: Prompt[];
}

type Ruled =
  | "required_skills"
  | "rings"
  | "groups"
  | "overflows"
  | "announcements"
  | "callback"
  | "preferred_skills";

export interface Queue extends Required<Omit<schema.Queue, "dispositions" | Ruled>> {
  required_skills: RequiredSkill[];
  preferred_skills: Required<schema.PreferredSkill>[];
  rings: Ring[];
  groups: Group[];
  overflows: Overflow[];
  announcements: Announcements | null;
  callback: Callback | null;
}

export type Team = Required<schema.Team>;
export type Label = Required<schema.Label>;
export type Hours = Required<schema.Hours>;
export type Capacity = Required<schema.Capacity>;

/** What the whole center works by; there is one. */
export interface Center {
  id: number;
  priority_seconds: number;
  capacity: Capacity[];
  default_region: string;
  dialling: Required<schema.Dialling>;
}

export interface Skill {
  id: number;
  name: string;
}

export interface HeldSkill {
  skill: number;
  level: number;
}

export interface Agent {
  id: number;
  name: string;
  user: number | null;
  username: string;
  email: string;
  role: Role;
  language: Locale;
  queues: number[];
  skills: HeldSkill[];
  devices: number[];
  /** By queue: 1 is asked first, 9 last. */
  levels: Record<string, number>;
  teams: number[];
  always_on: boolean;
  active: boolean;
  /** Only ever sent. */
  password?: string;
}

export interface Device {
  id: number;
  kind: DeviceKind;
  agent: number;
  contact: string;
  username: string;
  /** Only in the answer that creates the device. */
  secret?: string | null;
  reachable?: boolean | null;
}

export interface Registration {
  server: string;
  username: string;
  secret?: string;
}

export interface Trunk {
  id: number;
  name: string;
  source_addresses: string[];
  username: string;
  secret?: string;
  registration: Registration | null;
  codecs: string[];
  /** `host:port` to which calls to the outside go; "" carries none. */
  outbound_address: string;
}

export interface DialledNumber {
  id: number;
  number: string;
  name: string;
  flow: number | null;
  queue: number | null;
  priority: number;
}

/** How a conversation ended. `queues` empty: for every queue; `parent`: the group it stands below. */
export type Disposition = Required<schema.Disposition>;
/** What agents fill in at wrap-up. */
export type OutcomeField = Required<schema.OutcomeField>;

export interface NotReadyReason {
  id: number;
  code: string;
  name_en: string;
  name_de: string;
  productive: boolean;
  position: number;
}

export interface ConfigurationVersion {
  version: number;
  published_at: string;
  published_by: string | null;
  /** What was changed, in one word: `queue`. */
  changed: string;
  restored_from: number | null;
  restorable: boolean;
}

export const queues = resource<Queue>("/queues");
export const skills = resource<Skill>("/skills");
export const agents = resource<Agent>("/agents");
export const devices = resource<Device>("/devices");
export const trunks = resource<Trunk>("/trunks");
export const numbers = resource<DialledNumber>("/numbers");
export const dispositions = resource<Disposition>("/dispositions");
export const outcomeFields = resource<OutcomeField>("/outcome-fields");
export const reasons = resource<NotReadyReason>("/not-ready-reasons");

export const teams = resource<Team>("/teams");
export const labels = resource<Label>("/labels");
export const hours = resource<Hours>("/hours");

const CENTER = 1;
const asCenter = (center: object): Center => ({ ...(center as Center), id: CENTER });

/** As if it were one of a list, so that the same form serves it. */
export const centerAt = (path: string): Resource<Center> => ({
  path,
  all: async () => [asCenter(await api.get<object>(path))],
  one: async () => asCenter(await api.get<object>(path)),
  create: async (part) => asCenter(await api.patch<object>(path, part)),
  change: async (_, part) => asCenter(await api.patch<object>(path, part)),
  remove: () => Promise.reject(new Error("there is always a center")),
});
export const center = centerAt("/center");

/** How far the configuration has come; null = not known. */
export interface Standing {
  version: number;
  published_at: string | null;
  delivered_version: number | null;
  applied_version: number | null;
  problem: string | null;
  problems: string[];
}

export const fetchStanding = (): Promise<Standing> => api.get("/configuration");

export const fetchHistory = (): Promise<ConfigurationVersion[]> =>
  fetchAll<ConfigurationVersion>("/configuration/versions");

export type Change = schema.Change;
export type Restored = schema.Restored;

/** What is otherwise in version `b` than in `a`. */
export const fetchDifference = (a: number, b: number): Promise<schema.Difference> =>
  api.get(`/configuration/versions/${a}/diff/${b}`);

/** Makes everything what that version says, and publishes it as a new one. */
export const restoreVersion = (version: number): Promise<Restored> =>
  api.post(`/configuration/versions/${version}/restore`);
