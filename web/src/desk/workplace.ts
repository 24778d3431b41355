import type { SoftphoneSession } from "@/api/session";
import type { Signal } from "@/softphone/level-check";
import { SILENT_PHONE, type AudioDevices, type Phone, type PhoneState } from "@/softphone/phone";

/** One device of the computer. */
export interface DeviceChoice {
  readonly id: string;
  readonly label: string;
}

export interface WorkplaceState {
  readonly opening: "closed" | "opening" | "open" | "failed";
  /** This browser as a device of the center. */
  readonly device: number | null;
  /** "prompt": the browser would ask, and does so only after a click. */
  readonly microphone: "unknown" | "prompt" | "asking" | "granted" | "denied" | "missing";
  /** Whether anything comes from it, looked at between calls. */
  readonly signal: "unknown" | Signal;
  readonly microphones: readonly DeviceChoice[];
  readonly speakers: readonly DeviceChoice[];
  readonly chosen: AudioDevices;
  /** Answer is pressed, the INVITE is not here yet: the interaction that will be answered. */
  readonly wish: string | null;
}

/** The world around the workplace, so that a test can be it. */
export interface WorkplaceSurroundings {
  openSession(): Promise<SoftphoneSession>;
  makePhone(session: SoftphoneSession, devices: AudioDevices): Promise<Phone>;
  /** Asks for the microphone and lets it go again. Rejects as getUserMedia does. */
  tryMicrophone(): Promise<void>;
  /** What the browser would answer, without asking anybody. */
  microphonePermission(): Promise<PermissionState>;
  /** Tells what comes from this microphone until something does; returns how to stop. */
  listen(microphone: string, tell: (signal: Signal) => void): () => void;
  listDevices(): Promise<readonly MediaDeviceInfo[]>;
  storage: Pick<Storage, "getItem" | "setItem">;
  after(milliseconds: number, then: () => void): () => void;
}

const DEVICES_KEY = "ccplatform.devices";
const AGAIN_MS = 3_000;

export function parseDevices(raw: string | null): AudioDevices {
  try {
    const value = JSON.parse(raw ?? "{}") as Record<string, unknown> | null;
    const text = (key: string) => (typeof value?.[key] === "string" ? value[key] : "");
    return { microphone: text("microphone"), speaker: text("speaker"), ringer: text("ringer") };
  } catch {
    return { microphone: "", speaker: "", ringer: "" };
  }
}

/**
 * Where an agent works: this browser as a telephone, with its microphone and speaker. Lives as long as the page, whatever is shown on
 * it, because a conversation must survive a look at another page.
 */
export class Workplace {
  #state: WorkplaceState;
  #phone: Phone | null = null;
  #leavePhone: (() => void) | null = null;
  #listeners = new Set<() => void>();
  #cancelRetry: (() => void) | null = null;
  #leaveListening: (() => void) | null = null;
  /** Changes with every start and stop; an answer to an older one is ignored. */
  #term = 0;

  constructor(private readonly around: WorkplaceSurroundings) {
    this.#state = {
      opening: "closed",
      device: null,
      microphone: "unknown",
      signal: "unknown",
      microphones: [],
      speakers: [],
      chosen: { microphone: "", speaker: "", ringer: "" },
      wish: null,
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): WorkplaceState => this.#state;
  readonly phoneState = (): PhoneState => this.#phone?.state() ?? SILENT_PHONE;
  readonly phone = (): Phone | null => this.#phone;

  /** Registers this browser; a failure is tried again until `stop`. */
  async start(): Promise<void> {
    const term = ++this.#term;
    this.#set({
      opening: "opening",
      chosen: parseDevices(this.around.storage.getItem(DEVICES_KEY)),
    });
    try {
      const session = await this.around.openSession();
      const phone = await this.around.makePhone(session, this.#state.chosen);
      if (term !== this.#term) return;
      this.#adopt(phone);
      this.#set({ opening: "open", device: session.device });
      phone.start();
    } catch {
      // Shown on the desk; whatever it was, trying again is all that helps.
      if (term !== this.#term) return;
      this.#set({ opening: "failed" });
      this.#cancelRetry = this.around.after(AGAIN_MS, () => void this.start());
    }
  }

  stop(): void {
    this.#term++;
    this.#cancelRetry?.();
    this.#leavePhone?.();
    this.#stopListening();
    this.#phone?.stop();
    this.#phone = this.#leavePhone = null;
    this.#set({ opening: "closed", device: null, wish: null });
  }

  /** Another window has taken the phone; takes it back. */
  async takeBack(): Promise<void> {
    this.stop();
    await this.start();
  }

  /** Looks at the microphone where it is allowed; where the browser would ask, a click comes first. */
  async meetMicrophone(): Promise<void> {
    const permission = await this.around.microphonePermission();
    if (permission === "granted") await this.askMicrophone();
    else this.#set({ microphone: permission });
  }

  /** Asks where nobody was asked yet: for a click that means to work. */
  async wantMicrophone(): Promise<void> {
    if (this.#state.microphone === "prompt") await this.askMicrophone();
  }

  async askMicrophone(): Promise<void> {
    this.#set({ microphone: "asking" });
    try {
      await this.around.tryMicrophone();
      this.#set({ microphone: "granted" });
    } catch (error) {
      const missing = error instanceof DOMException && error.name === "NotFoundError";
      this.#set({ microphone: missing ? "missing" : "denied" });
    }
    await this.refreshDevices();
    this.lookForSignal();
  }

  /** Listens whether anything comes from the microphone; between calls, for in a call its quality is watched. */
  lookForSignal(): void {
    this.#stopListening();
    this.#set({ signal: "unknown" });
    if (this.#state.microphone !== "granted" || this.phoneState().call) return;
    this.#leaveListening = this.around.listen(this.#state.chosen.microphone, (signal) =>
      this.#set({ signal }),
    );
  }

  /** Something was plugged in or out. */
  async devicesChanged(): Promise<void> {
    await this.refreshDevices();
    this.lookForSignal();
  }

  async refreshDevices(): Promise<void> {
    const devices = await this.around.listDevices();
    const of = (kind: MediaDeviceKind): DeviceChoice[] =>
      devices
        .filter((device) => device.kind === kind && device.deviceId !== "" && device.label !== "")
        // The system's choice is offered by our own words.
        .filter((device) => device.deviceId !== "default" && device.deviceId !== "communications")
        .map((device) => ({ id: device.deviceId, label: device.label }));
    this.#set({ microphones: of("audioinput"), speakers: of("audiooutput") });
  }

  async choose(part: Partial<AudioDevices>): Promise<void> {
    const chosen = { ...this.#state.chosen, ...part };
    this.around.storage.setItem(DEVICES_KEY, JSON.stringify(chosen));
    this.#set({ chosen });
    await this.#phone?.useDevices(chosen);
    if (part.microphone !== undefined) this.lookForSignal();
  }

  /** Answers the INVITE of this interaction, now or as soon as it is here. */
  async answer(interaction: string): Promise<void> {
    if (this.phoneState().call?.state === "ringing") {
      this.#set({ wish: null });
      await this.#phone?.answer();
    } else this.#set({ wish: interaction });
  }

  /** What was wished for is no longer offered. */
  forgetWish(): void {
    if (this.#state.wish !== null) this.#set({ wish: null });
  }

  #adopt(phone: Phone): void {
    this.#leavePhone?.();
    this.#phone = phone;
    this.#leavePhone = phone.subscribe(() => this.#phoneChanged());
  }

  #phoneChanged(): void {
    const { call } = this.phoneState();
    if (call) this.#stopListening();
    if (call?.state === "ringing" && call.interaction === this.#state.wish)
      void this.answer(call.interaction);
    this.#tell();
  }

  #stopListening(): void {
    this.#leaveListening?.();
    this.#leaveListening = null;
  }

  #set(part: Partial<WorkplaceState>): void {
    this.#state = { ...this.#state, ...part };
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
