import type { LegReport } from "./leg-quality";
import { LegQuality } from "./leg-quality";
import type { Phone } from "./phone";
import {
  assess,
  isLate,
  losesPackets,
  readCodec,
  readCounters,
  SILENCE,
  verdict,
  type Counters,
  type Quality,
  type Verdict,
} from "./quality";
import { BAD_FROM, Steady } from "./steady.model";

/** How the line is now, and how it was in the last minute. */
export interface Line {
  /** Over as many seconds as make a line bad. */
  readonly quality: Quality | null;
  readonly verdict: Verdict;
  /** Estimated MOS of the last readings, oldest first. */
  readonly course: readonly number[];
}

export interface LineSurroundings {
  phone(): Phone | null;
  /** The customer hears music, or the agent only listens: what the agent's microphone does is of no interest. */
  onHold(): boolean;
  /** Milliseconds that only go forward. */
  ticks(): number;
  /** Milliseconds since 1970. */
  now(): number;
  every(milliseconds: number, look: () => void): () => void;
  /** Sends what was measured; a failure costs nothing but the figures. */
  send(interaction: string, report: LegReport): void;
}

const EVERY_MS = 1_000;
/** A word must not fall between two looks at the microphone. */
const HEAR_EVERY_MS = 150;
const COURSE_MAX = 40;
/** Phones that suppress silence send a packet every few seconds; only a longer pause means a broken way. */
const NOTHING_MS = 10_000;
const FRESH: Line = { quality: null, verdict: "good", course: [] };

/**
 * Reads the counters of the call once a second, whatever page is shown, says how the line is, and tells the center at the end of the
 * leg how it was.
 */
export class LineWatch {
  #line = FRESH;
  #leg: LegQuality | null = null;
  /** The last readings, oldest first. */
  #readings: readonly Counters[] = [];
  #loses = new Steady();
  #late = new Steady();
  #silentSince = 0;
  /** The microphone has delivered somebody's voice in this call. */
  #spoke = false;
  #receivedAt = 0;
  #listeners = new Set<() => void>();
  #stop: (() => void) | null = null;

  constructor(private readonly around: LineSurroundings) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly line = (): Line => this.#line;

  start(): void {
    const stops = [
      this.around.every(EVERY_MS, () => void this.look()),
      this.around.every(HEAR_EVERY_MS, () => this.#hear()),
    ];
    this.#stop = () => stops.forEach((stop) => stop());
  }

  stop(): void {
    this.#stop?.();
    this.#end();
  }

  /** One reading. */
  async look(): Promise<void> {
    const phone = this.around.phone();
    const call = phone?.state().call ?? null;
    if (!phone || call?.state !== "connected" || call.interaction === "") {
      this.#end();
      return;
    }
    if (this.#leg?.interaction !== call.interaction) {
      this.#end();
      this.#leg = new LegQuality(call.interaction, this.around.now());
      this.#silentSince = this.#receivedAt = this.around.ticks();
      this.#spoke = false;
    }
    const leg = this.#leg;
    const report = await phone.stats();
    const now = report ? readCounters([...report.values()]) : null;
    if (leg !== this.#leg) return;
    if (!report || !now) {
      this.#missNothing();
      return;
    }
    leg.codec = readCodec([...report.values()]) || leg.codec;
    this.#read(phone, leg, now);
  }

  #read(phone: Phone, leg: LegQuality, now: Counters): void {
    const ticks = this.around.ticks();
    const before = this.#readings.at(-1);
    this.#hear();
    if (!before || now.received > before.received) this.#receivedAt = ticks;
    this.#readings = [...this.#readings, now].slice(-BAD_FROM - 1);
    const [oldest] = this.#readings;
    if (!before || !oldest) return;
    const second = assess(before, now);
    const said = verdict({
      measured: true,
      loses: this.#loses.read(losesPackets(second)),
      late: this.#late.read(isLate(second)),
      onHold: this.around.onHold(),
      muted: phone.state().call?.muted ?? false,
      silentSeconds: (ticks - this.#silentSince) / 1000,
      receiving: ticks - this.#receivedAt < NOTHING_MS,
    });
    leg.add(second, said);
    const course = [...this.#line.course, second.mos].slice(-COURSE_MAX);
    this.#set({ quality: assess(oldest, now), verdict: said, course });
  }

  /** Where no way to the center was found, there is nothing to count: the silence itself says it. */
  #missNothing(): void {
    const silent = this.around.ticks() - this.#receivedAt >= NOTHING_MS;
    if (silent && !this.around.onHold() && this.#line.verdict !== "nothing_received")
      this.#set({ ...this.#line, verdict: "nothing_received" });
  }

  /** Whoever has been heard and is quiet now listens; only a line without any noise is a microphone that was switched off. */
  #hear(): void {
    const level = this.#leg === null ? 0 : (this.around.phone()?.levels().you ?? 0);
    this.#spoke ||= level > SILENCE;
    const alive = this.#spoke && level > 0;
    if (alive || this.around.onHold()) this.#silentSince = this.around.ticks();
  }

  #end(): void {
    const leg = this.#leg;
    this.#leg = null;
    this.#readings = [];
    this.#loses = new Steady();
    this.#late = new Steady();
    if (this.#line !== FRESH) this.#set(FRESH);
    const report = leg?.report(this.around.now());
    if (leg && report) this.around.send(leg.interaction, report);
  }

  #set(line: Line): void {
    this.#line = line;
    for (const listener of this.#listeners) listener();
  }
}
