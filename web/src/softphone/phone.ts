/**
 * The phone in the browser as the desk sees it. One call at a time; a second INVITE is answered 486 by the adapter.
 *
 *     registration: off -> connecting -> registered <-> lost      (replaced: another window took over)
 *     call:         (none) -> ringing -> answering -> connected -> (none)
 */

type Registration = "off" | "connecting" | "registered" | "lost" | "replaced";

/** Why there is no voice although there should be. */
export type PhoneProblem = "microphone_denied" | "microphone_missing" | "media_failed";

export interface PhoneCall {
  /** From the header X-Interaction of the INVITE; "" when the call is none of the engine's. */
  readonly interaction: string;
  readonly state: "ringing" | "answering" | "connected";
  readonly muted: boolean;
  /** Who is calling, as SIP says it: text, never trusted. */
  readonly callerName: string;
  readonly callerNumber: string;
}

export interface PhoneState {
  readonly registration: Registration;
  /** Milliseconds on this computer's clock; null while registered or off. */
  readonly lostSince: number | null;
  readonly call: PhoneCall | null;
  readonly problem: PhoneProblem | null;
}

export const SILENT_PHONE: PhoneState = {
  registration: "off",
  lostSince: null,
  call: null,
  problem: null,
};

/** Loudness from 0 (silence) to 1 (full), as the meters show it. */
export interface Levels {
  readonly you: number;
  readonly caller: number;
}

export interface AudioDevices {
  /** `deviceId` of the browser, "" for the system's choice. */
  readonly microphone: string;
  readonly speaker: string;
  /** Where it rings; "" for the system's choice. The talk stays at `speaker`. */
  readonly ringer: string;
}

/** Keys that can be sent while talking (RFC 4733 events 0 to 11). */
export type DtmfKey = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "*" | "#";

export interface Phone {
  subscribe(listener: () => void): () => void;
  state(): PhoneState;
  /** Registers; after a lost connection it comes back by itself. */
  start(): void;
  /** Ends the call, unregisters and lets go of the microphone. */
  stop(): void;
  /** Accepts the ringing INVITE. When nothing rings, nothing happens. */
  answer(): Promise<void>;
  hangUp(): void;
  setMuted(muted: boolean): void;
  sendDtmf(key: DtmfKey): void;
  /** Also in the middle of a call. */
  useDevices(devices: AudioDevices): Promise<void>;
  levels(): Levels;
  /** The counters of the call's audio, or null when there is none. */
  stats(): Promise<RTCStatsReport | null>;
}

/** The state, who listens to it, and nothing else; what the real and the fake phone share. */
export class PhoneStore {
  #state: PhoneState = SILENT_PHONE;
  #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): PhoneState => this.#state;

  set(part: Partial<PhoneState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }

  /** Changes the call, if there still is one. */
  setCall(part: Partial<PhoneCall>): void {
    if (this.#state.call) this.set({ call: { ...this.#state.call, ...part } });
  }
}
