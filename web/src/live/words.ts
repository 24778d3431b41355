/** The engine's codes in the language of the page. Complete by type: a code without words does not compile. */
import type { PresenceReason, RefusalCode } from "@/contracts/contracts.gen";
import type { PlainKey, Translate } from "@/i18n/catalogue";

/** Why somebody is not ready although nobody chose it. */
export const PRESENCE_REASONS: Readonly<Record<PresenceReason, PlainKey>> = {
  missed: "reason.missed",
  declined: "reason.declined",
  unreachable: "reason.unreachable",
  signing_out: "reason.signing_out",
};

/** What the web process and this page refuse by themselves, before the engine is asked. */
export type OurRefusal = "not_answered" | "engine_away" | "not_allowed";

export const REFUSALS: Readonly<Record<RefusalCode | OurRefusal, PlainKey>> = {
  not_answered: "refusal.not_answered",
  engine_away: "refusal.engine_away",
  not_allowed: "refusal.not_allowed",
  unknown_agent: "refusal.unknown_agent",
  unknown_device: "refusal.unknown_device",
  no_device: "refusal.no_device",
  device_unreachable: "refusal.device_unreachable",
  reason_too_long: "refusal.reason_too_long",
  offer_gone: "refusal.offer_gone",
  unknown_interaction: "refusal.unknown_interaction",
  not_yours: "refusal.not_yours",
  not_connected: "refusal.not_connected",
  already_held: "refusal.already_held",
  not_held: "refusal.not_held",
  no_wrap_up: "refusal.no_wrap_up",
  pbx_away: "refusal.pbx_away",
  agent_busy: "refusal.agent_busy",
  agent_offline: "refusal.agent_offline",
  unknown_queue: "refusal.unknown_queue",
  unknown_flow: "refusal.unknown_flow",
  unknown_target: "refusal.unknown_target",
  nobody_available: "refusal.nobody_available",
  bad_number: "refusal.bad_number",
  number_refused: "refusal.number_refused",
  no_trunk: "refusal.no_trunk",
  unknown_party: "refusal.unknown_party",
  consulting: "refusal.consulting",
  no_consult: "refusal.no_consult",
  party_rings: "refusal.party_rings",
  parties_max: "refusal.parties_max",
  not_waiting: "refusal.not_waiting",
  monitored: "refusal.monitored",
  not_monitoring: "refusal.not_monitoring",
  wrong_medium: "refusal.wrong_medium",
  wrap_up_mandatory: "refusal.wrap_up_mandatory",
  no_extension: "refusal.no_extension",
  no_callback: "refusal.no_callback",
  in_the_past: "refusal.in_the_past",
  bad_digits: "refusal.bad_digits",
  not_recorded: "refusal.not_recorded",
  interactions_max: "refusal.interactions_max",
  not_adopted: "refusal.not_adopted",
  stale: "refusal.stale",
  unanswered: "refusal.unanswered",
};

const found = (words: Readonly<Record<string, PlainKey>>, code: string): PlainKey | undefined =>
  Object.hasOwn(words, code) ? words[code] : undefined;

/** A reason that nobody named: the engine's own in words, any other as it is written. */
export function reasonWords(reason: string, t: Translate): string {
  const key = found(PRESENCE_REASONS, reason);
  return key === undefined ? reason.replaceAll("_", " ") : t(key);
}

/** Why something was not done, in a sentence. */
export function refusalWords(code: string, t: Translate): string {
  const key = found(REFUSALS, code);
  return key === undefined ? t("refusal.generic", { code }) : t(key);
}
