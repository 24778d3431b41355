import type { Quality, Verdict } from "./quality";

/** What is told of a leg when it is over: POST /interactions/{id}/leg-quality. Means over the whole leg. */
export interface LegReport {
  readonly started_at: string;
  readonly ended_at: string;
  readonly mos: number | null;
  readonly jitter_ms: number | null;
  readonly loss_share: number | null;
  readonly round_trip_ms: number | null;
  readonly codec: string;
  /** The sentence that was true longest, other than "good"; "" when all was good. */
  readonly sentence_code: string;
}

/** A sentence counts when it was shown for this share of the leg. */
const SENTENCE_SHARE_MIN = 0.1;

const mean = (sum: number, count: number, digits: number): number | null =>
  count === 0 ? null : Number((sum / count).toFixed(digits));

/** Adds up the readings of one leg, once a second for as long as it is up. */
export class LegQuality {
  #count = 0;
  #mos = 0;
  #jitter = 0;
  #loss = 0;
  #roundTrip = { sum: 0, count: 0 };
  #said = new Map<Verdict, number>();
  codec = "";

  constructor(
    readonly interaction: string,
    private readonly startedAt: number,
  ) {}

  add(quality: Quality, said: Verdict): void {
    this.#count += 1;
    this.#mos += quality.mos;
    this.#jitter += quality.jitterMs;
    this.#loss += quality.loss;
    if (quality.roundTripMs !== null) {
      this.#roundTrip.sum += quality.roundTripMs;
      this.#roundTrip.count += 1;
    }
    if (said !== "good") this.#said.set(said, (this.#said.get(said) ?? 0) + 1);
  }

  /** Null when nothing was measured. `endedAt` in milliseconds. */
  report(endedAt: number): LegReport | null {
    if (this.#count === 0) return null;
    const [worst] = [...this.#said].sort((a, b) => b[1] - a[1]);
    const counts = worst !== undefined && worst[1] >= this.#count * SENTENCE_SHARE_MIN;
    return {
      started_at: new Date(this.startedAt).toISOString(),
      ended_at: new Date(Math.max(endedAt, this.startedAt)).toISOString(),
      mos: mean(this.#mos, this.#count, 2),
      jitter_ms: mean(this.#jitter, this.#count, 1),
      loss_share: mean(this.#loss, this.#count, 4),
      round_trip_ms: mean(this.#roundTrip.sum, this.#roundTrip.count, 1),
      codec: this.codec,
      sentence_code: counts ? worst[0] : "",
    };
  }
}
