/** What the counters of WebRTC mean for two people who talk. Pure. */

/** Counters of one instant; packets since the start of the call. */
export interface Counters {
  readonly atMs: number;
  readonly received: number;
  readonly lost: number;
  readonly jitterMs: number;
  readonly roundTripMs: number | null;
  /** Share of our packets that the other side misses. */
  readonly lossThere: number;
}

export interface Quality {
  readonly roundTripMs: number | null;
  readonly jitterMs: number;
  /** The worse of both directions, 0 to 1. */
  readonly loss: number;
  /** Estimated mean opinion score, 1 to 4.5. */
  readonly mos: number;
}

interface Report {
  type: string;
  kind?: string;
  timestamp: number;
  packetsReceived?: number;
  packetsLost?: number;
  jitter?: number;
  roundTripTime?: number;
  fractionLost?: number;
  id?: string;
  codecId?: string;
  mimeType?: string;
}

/** Reads the W3C webrtc-stats dictionaries; null while no audio has arrived. */
export function readCounters(reports: Iterable<Report>): Counters | null {
  let inbound: Report | undefined;
  let remote: Report | undefined;
  for (const report of reports) {
    if (report.kind !== "audio") continue;
    if (report.type === "inbound-rtp") inbound = report;
    if (report.type === "remote-inbound-rtp") remote = report;
  }
  if (!inbound) return null;
  return {
    atMs: inbound.timestamp,
    received: inbound.packetsReceived ?? 0,
    lost: inbound.packetsLost ?? 0,
    jitterMs: (inbound.jitter ?? 0) * 1000,
    roundTripMs: remote?.roundTripTime === undefined ? null : remote.roundTripTime * 1000,
    lossThere: remote?.fractionLost ?? 0,
  };
}

/** "opus" out of "audio/opus": what the caller's voice comes in; "" while it is not known. */
export function readCodec(reports: readonly Report[]): string {
  const inbound = reports.find((one) => one.type === "inbound-rtp" && one.kind === "audio");
  const codec = reports.find((one) => one.type === "codec" && one.id === inbound?.codecId);
  return codec?.mimeType?.split("/")[1] ?? "";
}

/**
 * The simplified E-model (ITU-T G.107; delay and loss terms after Cole and Rosenbluth, 2001). An estimate for comparing calls, not a
 * measurement.
 */
export function estimateMos(roundTripMs: number, jitterMs: number, loss: number): number {
  const delay = roundTripMs / 2 + 2 * jitterMs + 10;
  const delayTerm = 0.024 * delay + (delay > 177.3 ? 0.11 * (delay - 177.3) : 0);
  const lossTerm = 30 * Math.log(1 + 15 * loss);
  const r = Math.min(93.2, Math.max(0, 93.2 - delayTerm - lossTerm));
  return 1 + 0.035 * r + 7e-6 * r * (r - 60) * (100 - r);
}

/** Quality of the stretch between two readings. */
export function assess(before: Counters, after: Counters): Quality {
  const lost = Math.max(0, after.lost - before.lost);
  const received = Math.max(0, after.received - before.received);
  const lossHere = lost + received === 0 ? 0 : lost / (lost + received);
  const loss = Math.max(lossHere, after.lossThere);
  return {
    roundTripMs: after.roundTripMs,
    jitterMs: after.jitterMs,
    loss,
    mos: estimateMos(after.roundTripMs ?? 0, after.jitterMs, loss),
  };
}

export type Verdict = "good" | "loss" | "delay" | "microphone_silent" | "nothing_received";

const LOSS_MAX = 0.03;
const ROUND_TRIP_MS_MAX = 400;
const JITTER_MS_MAX = 60;
/** Below this the microphone delivers nothing but the noise of the room and its own. */
export const SILENCE = 0.06;
const SILENT_SECONDS = 8;

export const losesPackets = (quality: Quality): boolean => quality.loss > LOSS_MAX;

export const isLate = (quality: Quality): boolean =>
  (quality.roundTripMs ?? 0) > ROUND_TRIP_MS_MAX || quality.jitterMs > JITTER_MS_MAX;

export interface Circumstances {
  /** Something was measured yet. */
  measured: boolean;
  /** For seconds, not only in this one (steady.model.ts). */
  loses: boolean;
  late: boolean;
  /** Seconds since the microphone last showed that it works: nobody has been heard yet, or it delivers nothing at all any more. */
  silentSeconds: number;
  muted: boolean;
  onHold: boolean;
  /** Packets arrived in the last stretch. */
  receiving: boolean;
}

/** One sentence's worth: the worst thing that somebody can do something about. */
export function verdict(now: Circumstances): Verdict {
  if (!now.measured || now.onHold) return "good";
  if (!now.muted && now.silentSeconds >= SILENT_SECONDS) return "microphone_silent";
  if (!now.receiving) return "nothing_received";
  if (now.loses) return "loss";
  return now.late ? "delay" : "good";
}
