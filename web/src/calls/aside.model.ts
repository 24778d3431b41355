/** When the customer heard music while the agent asked somebody: the agent's stretch says "talking" all the while. Pure. */
import type { OtherFact } from "@/api/interactions";
import type { Fact } from "./facts.model";

/** In milliseconds since 1970. */
export interface Span {
  from: number;
  to: number;
}

/** Who is asked is rung from here on, and the customer hears music; every other word brings the customer back, or it is over. */
function isAsideAfter(fact: Fact, consulted: string | null): boolean | null {
  switch (fact.kind) {
    case "party_invited":
      return fact["role"] === "consulted" ? true : null;
    case "consult_switched":
      return fact["with_customer"] !== true;
    case "party_left":
      return fact["party"] === consulted ? false : null;
    case "conference_started":
    case "owner_changed":
    case "transferred":
    case "interaction_ended":
      return false;
    default:
      return null;
  }
}

/** In order of time. `end`: until when the last one goes on that nothing ends. */
export function asidesOf(timeline: readonly OtherFact[], end: number): Span[] {
  const spans: Span[] = [];
  let since: number | null = null;
  let consulted: string | null = null;
  for (const fact of timeline as readonly Fact[]) {
    if (fact.kind === "party_invited" && fact["role"] === "consulted")
      consulted = String(fact["party"]);
    const aside = isAsideAfter(fact, consulted);
    if (aside === null || aside === (since !== null)) continue;
    const at = Date.parse(fact.at);
    if (since !== null && at > since) spans.push({ from: since, to: at });
    since = aside ? at : null;
  }
  if (since !== null && end > since) spans.push({ from: since, to: end });
  return spans;
}

/** A stretch cut at the edges of the spans; `aside` tells which parts lie in one. */
export function cutBy({ from, to }: Span, spans: readonly Span[]): (Span & { aside: boolean })[] {
  const parts: (Span & { aside: boolean })[] = [];
  let at = from;
  for (const span of spans) {
    const [begin, end] = [Math.max(span.from, at), Math.min(span.to, to)];
    if (end <= begin) continue;
    if (begin > at) parts.push({ from: at, to: begin, aside: false });
    parts.push({ from: begin, to: end, aside: true });
    at = end;
  }
  if (to > at || parts.length === 0) parts.push({ from: at, to, aside: false });
  return parts;
}
