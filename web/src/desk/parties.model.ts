import type { Intent, InteractionView, LiveParty, PartyRole } from "@/contracts/contracts.gen";
import { toMs } from "@/live/state";
import type { DeskInput } from "./scene.model";

/** Somebody the owner has asked about the call. */
export interface Consultation {
  readonly party: string;
  readonly agent: number | null;
  /** Dialled outside; "" for an agent. */
  readonly number: string;
  readonly ringing: boolean;
  /** Milliseconds: rings or talks since then. */
  readonly since: number;
  /** The owner talks with the customer, the one who is asked hears music. */
  readonly withCustomer: boolean;
}

const sinceOf = (party: LiveParty): number => toMs(party.joined_at || party.invited_at);

export function consultationOf(interaction: InteractionView | null): Consultation | null {
  const party = interaction?.live.parties.find((one) => one.role === "consulted");
  if (!interaction || !party) return null;
  return {
    party: party.id,
    agent: party.agent,
    number: party.number,
    ringing: party.joined_at === 0,
    since: sinceOf(party),
    withCustomer: interaction.live.with_customer,
  };
}

/** One line of who takes part beside customer and owner. */
export interface Participant {
  readonly party: string;
  readonly agent: number | null;
  readonly number: string;
  readonly role: PartyRole;
  readonly ringing: boolean;
  readonly since: number;
  /** It is this person. */
  readonly mine: boolean;
  /** What the owner can do; null when it is not possible. */
  readonly remove: Intent | null;
  readonly handOver: Intent | null;
}

/**
 * Everybody in the conversation beside customer and owner, the longest there first. Who is asked stands in the consultation instead, as
 * long as the own call is meant.
 */
export function participantsOf(input: DeskInput): readonly Participant[] {
  const { interaction, agent, linked } = input;
  if (!interaction || !agent) return [];
  const { live } = interaction;
  const me = agent.live.id;
  const owner = live.agent === me && linked;
  const asked = live.parties.some((party) => party.role === "consulted");
  return [...live.parties]
    .filter((party) => !(owner && party.role === "consulted"))
    .sort((a, b) => sinceOf(a) - sinceOf(b) || a.id.localeCompare(b.id))
    .map((party) => {
      const shared = { agent: me, interaction: live.id, party: party.id } as const;
      const joined = party.joined_at > 0;
      const member = party.role === "member";
      return {
        party: party.id,
        agent: party.agent,
        number: party.number,
        role: party.role,
        ringing: !joined,
        since: sinceOf(party),
        mine: party.agent === me,
        remove:
          owner && party.role !== "monitor" ? { kind: "remove_party" as const, ...shared } : null,
        handOver:
          owner && member && joined && party.agent !== null && !asked
            ? { kind: "hand_over" as const, ...shared, leave: true }
            : null,
      };
    });
}
