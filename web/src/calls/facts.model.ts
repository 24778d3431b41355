/** One fact of an interaction in a few words. Pure. */
import type { InteractionDetail } from "@/api/interactions";
import type { PlainKey, Translate } from "@/i18n/catalogue";
import { duration } from "@/ui/format";

/** A fact with its own fields (contracts/facts.py). */
export interface Fact {
  at: string;
  kind: string;
  [field: string]: unknown;
}

/** Told by a piece of a lane already, or bookkeeping of the engine's. */
export const NOT_TOLD: ReadonlySet<string> = new Set([
  "offer_made",
  "offer_ended",
  "segment_ended",
  "hold_ended",
  "handling_ended",
  "queue_visit_ended",
  "pace_measured",
]);

const PLAIN: Readonly<Record<string, PlainKey>> = {
  interaction_arrived: "picture.fact.interaction_arrived",
  flow_entered: "picture.fact.flow_entered",
  interaction_connected: "picture.fact.interaction_connected",
  hold_started: "picture.fact.hold_started",
  wrap_up_started: "picture.fact.wrap_up_started",
  interaction_ended: "picture.fact.interaction_ended",
  recording_started: "picture.fact.recording_started",
  recording_ended: "picture.fact.recording_ended",
  recording_paused: "picture.fact.recording_paused",
  recording_continued: "picture.fact.recording_continued",
  party_joined: "picture.fact.party_joined",
  party_left: "picture.fact.party_left",
  consult_switched: "picture.fact.consult_switched",
  conference_started: "picture.fact.conference_started",
  monitor_mode_changed: "picture.fact.monitor_mode_changed",
  phone_lost: "picture.fact.phone_lost",
  phone_rejoined: "picture.fact.phone_rejoined",
  customer_dialled: "picture.fact.customer_dialled",
  wrap_up_extended: "picture.fact.wrap_up_extended",
  wrap_up_requested: "picture.fact.wrap_up_requested",
  outbound_started: "picture.fact.outbound_started",
  priority_changed: "picture.fact.priority_changed",
  label_changed: "picture.fact.label_changed",
  callback_arranged: "picture.fact.callback_arranged",
  callback_begun: "picture.fact.callback_begun",
  callback_postponed: "picture.fact.callback_postponed",
  callback_ended: "picture.fact.callback_ended",
  dial_refused: "picture.fact.dial_refused",
};

const text = (value: unknown): string => (typeof value === "string" ? value : "");

type Names = InteractionDetail["names"];

const nameOf = (rows: readonly { id: number; name: string }[], key: unknown): string =>
  rows.find((row) => row.id === key)?.name ?? (typeof key === "number" && key > 0 ? `#${key}` : "");

function targetOf(fact: Fact, names: Names, t: Translate): string {
  const target = (fact["target"] ?? {}) as Record<string, unknown>;
  switch (target["to"]) {
    case "agent":
      return nameOf(names.agents, target["agent"]);
    case "queue":
      return nameOf(names.queues, target["queue"]);
    case "number":
      return String(target["number"]);
    case "flow":
      return t("picture.target.flow");
    default:
      return t("picture.target.end");
  }
}

/** `masked`: keys were pressed while the recording stood still; they may be a card's. */
export function factInWords(fact: Fact, names: Names, masked: boolean, t: Translate): string {
  const agent = nameOf(names.agents, fact["agent"]);
  const queue = nameOf(names.queues, fact["queue"]);
  switch (fact.kind) {
    case "menu_answered":
      return masked
        ? t("picture.fact.keyMasked")
        : t("picture.fact.key", { key: `${text(fact["key"])} ${text(fact["label"])}`.trim() });
    case "digits_sent":
      return t("picture.fact.digits", { count: Number(fact["count"]) });
    case "node_visited":
      return t("picture.fact.node", { node: String(fact["node"]) });
    case "interaction_queued":
      return t("picture.fact.queued", { queue });
    case "transferred":
      return t("picture.fact.transferred", { target: targetOf(fact, names, t) });
    case "overflowed":
      return t("picture.fact.overflowed", { target: targetOf(fact, names, t) });
    case "owner_changed":
      return t("picture.fact.owner", { agent: agent || t("picture.target.outside") });
    case "party_invited":
      return t("picture.fact.invited", { who: agent || text(fact["number"]) });
    case "ring_reached":
      return t("picture.fact.stage", { stage: Number(fact["stage"]) });
    case "announced":
      return announced(fact, t);
    case "limit_reached":
      return t("picture.fact.limit", { limit: String(fact["limit"]).replaceAll("_", " ") });
    default: {
      const key = PLAIN[fact.kind];
      const said = key ? t(key) : fact.kind.replaceAll("_", " ");
      return agent === "" ? said : `${agent}: ${said}`;
    }
  }
}

function announced(fact: Fact, t: Translate): string {
  const [place, wait] = [Number(fact["position"]), Number(fact["estimated_wait"])];
  const told = [
    place > 0 ? t("picture.fact.place", { place }) : "",
    wait > 0 ? t("picture.fact.estimate", { time: duration(wait) }) : "",
    fact["callback_offered"] === true ? t("picture.fact.callbackOffered") : "",
  ].filter((part) => part !== "");
  return told.length > 0
    ? t("picture.fact.announcedWith", { what: told.join(", ") })
    : t("picture.fact.announced");
}
