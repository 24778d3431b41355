/** What administrators set up. Durations are seconds, shares 0 to 1. */
import type { DeviceKind, Role } from "@/contracts/contracts.gen";
import type { Locale } from "@/ui/format";
import { api } from "./client";
import { fetchAll, resource } from "./resources";

export interface RequiredSkill {
  skill: number;
  level_min: number;
}

export interface Queue {
  id: number;
  name: string;
  time_zone: string;
  required_skills: RequiredSkill[];
  service_level_seconds: number;
  service_level_target: number;
  short_abandon_seconds: number;
  offer_seconds: number;
  wrap_up_seconds: number;
  waiting_max: number;
  record: boolean;
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
}

export interface DialledNumber {
  id: number;
  number: string;
  name: string;
  flow: number | null;
  queue: number | null;
}

export interface Disposition {
  id: number;
  code: string;
  name_en: string;
  name_de: string;
  /** Empty: for every queue. */
  queues: number[];
  position: number;
  active: boolean;
}

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
}

export const queues = resource<Queue>("/queues");
export const skills = resource<Skill>("/skills");
export const agents = resource<Agent>("/agents");
export const devices = resource<Device>("/devices");
export const trunks = resource<Trunk>("/trunks");
export const numbers = resource<DialledNumber>("/numbers");
export const dispositions = resource<Disposition>("/dispositions");
export const reasons = resource<NotReadyReason>("/not-ready-reasons");

/** How far the configuration has come; null = not known. */
export interface Standing {
  version: number;
  published_at: string | null;
  delivered_version: number | null;
  applied_version: number | null;
  problem: string | null;
}

export const fetchStanding = (): Promise<Standing> => api.get("/configuration");

export const fetchHistory = (): Promise<ConfigurationVersion[]> =>
  fetchAll<ConfigurationVersion>("/configuration/versions");
