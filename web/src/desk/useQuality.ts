import { useEffect, useState } from "react";
import {
  assess,
  readCounters,
  SILENCE,
  verdict,
  type Counters,
  type Quality,
  type Verdict,
} from "@/softphone/quality";
import { workplace } from "./browser";

export interface Line {
  readonly quality: Quality | null;
  readonly verdict: Verdict;
  /** Estimated MOS of the last readings, oldest first. */
  readonly course: readonly number[];
}

const EVERY_MS = 1_000;
const COURSE_MAX = 40;
/** Phones that suppress silence send a packet every few seconds; only a longer pause means a broken way. */
const NOTHING_MS = 10_000;
const FRESH: Line = { quality: null, verdict: "good", course: [] };

/** Reads the counters of the call once a second while it is shown. */
export function useQuality(onHold: boolean): Line {
  const [line, setLine] = useState(FRESH);
  useEffect(() => {
    let before: Counters | null = null;
    let silentSince = performance.now();
    let receivedAt = performance.now();
    const read = async () => {
      const phone = workplace.phone();
      const report = await phone?.stats();
      const now = report ? readCounters([...report.values()]) : null;
      if (!phone || !now) return;
      if (phone.levels().you > SILENCE) silentSince = performance.now();
      if (before === null || now.received > before.received) receivedAt = performance.now();
      if (before) {
        const quality = assess(before, now);
        const said = verdict({
          quality,
          onHold,
          muted: phone.state().call?.muted ?? false,
          silentSeconds: (performance.now() - silentSince) / 1000,
          receiving: performance.now() - receivedAt < NOTHING_MS,
        });
        setLine(({ course }) => ({
          quality,
          verdict: said,
          course: [...course, quality.mos].slice(-COURSE_MAX),
        }));
      }
      before = now;
    };
    const timer = setInterval(() => void read(), EVERY_MS);
    return () => clearInterval(timer);
  }, [onHold]);
  return line;
}
