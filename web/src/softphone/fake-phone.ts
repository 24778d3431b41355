import {
  PhoneStore,
  type AudioDevices,
  type DtmfKey,
  type Levels,
  type Phone,
  type PhoneCall,
} from "./phone";

/** A phone without network and sound, for tests of what stands on it; the test is the other side. */
export class FakePhone implements Phone {
  readonly #store = new PhoneStore();
  readonly keysSent: DtmfKey[] = [];
  devices: AudioDevices = { microphone: "", speaker: "", ringer: "" };
  loudness: Levels = { you: 0, caller: 0 };

  readonly subscribe = this.#store.subscribe;
  readonly state = this.#store.state;

  start(): void {
    this.#store.set({ registration: "registered", lostSince: null });
  }

  stop(): void {
    this.#store.set({ registration: "off", call: null });
  }

  /** The PBX calls. */
  rings(interaction: string, part: Partial<PhoneCall> = {}): void {
    this.#store.set({
      call: {
        interaction,
        state: "ringing",
        muted: false,
        callerName: "",
        callerNumber: "",
        ...part,
      },
    });
  }

  /** The PBX takes the call away: cancelled, or the other side hung up. */
  ends(): void {
    this.#store.set({ call: null });
  }

  loses(at: number): void {
    this.#store.set({ registration: "lost", lostSince: at });
  }

  answer(): Promise<void> {
    if (this.state().call?.state === "ringing") this.#store.setCall({ state: "connected" });
    return Promise.resolve();
  }

  hangUp(): void {
    this.ends();
  }

  setMuted(muted: boolean): void {
    this.#store.setCall({ muted });
  }

  sendDtmf(key: DtmfKey): void {
    this.keysSent.push(key);
  }

  useDevices(devices: AudioDevices): Promise<void> {
    this.devices = devices;
    return Promise.resolve();
  }

  levels(): Levels {
    return this.loudness;
  }

  stats(): Promise<null> {
    return Promise.resolve(null);
  }
}
