import {
  deedOf,
  HeadsetReports,
  lightsFor,
  TELEPHONY_PAGE,
  type CallState,
  type Collection,
  type Deed,
  type Lights,
} from "./hid";

/** The parts of WebHID (WICG) that we use; TypeScript's own library does not know it. */
interface Device extends EventTarget {
  readonly opened: boolean;
  readonly productName: string;
  readonly collections: readonly Collection[];
  open(): Promise<void>;
  sendReport(report: number, data: Uint8Array<ArrayBuffer>): Promise<void>;
}

interface InputEvent extends Event {
  readonly reportId: number;
  readonly data: DataView;
}

interface ConnectionEvent extends Event {
  readonly device: Device;
}

interface Hid extends EventTarget {
  getDevices(): Promise<Device[]>;
  requestDevice(wanted: { filters: { usagePage: number }[] }): Promise<Device[]>;
}

export interface HeadsetState {
  /** This browser has WebHID: Chrome and Edge on a computer. */
  readonly possible: boolean;
  /** The name of the headset whose buttons work; "" for none. */
  readonly name: string;
}

const browserHid = (): Hid | undefined => (navigator as { hid?: Hid }).hid;

/** The buttons and lights of the agent's headset. Once allowed, it is found again at every start. */
export class Headset {
  #state: HeadsetState = { possible: browserHid() !== undefined, name: "" };
  #listeners = new Set<() => void>();
  #device: Device | null = null;
  #reports: HeadsetReports | null = null;
  #call: CallState = "none";
  #lights: Lights = lightsFor("none", false, false);
  #shown = "";

  constructor(private readonly act: (deed: Deed) => void) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): HeadsetState => this.#state;

  /** Takes up the headset that was allowed before, now and whenever it is plugged in. */
  start(): () => void {
    const hid = browserHid();
    if (!hid) return () => undefined;
    const find = () => void hid.getDevices().then((devices) => this.#adopt(devices));
    const lose = (event: Event) => {
      if ((event as ConnectionEvent).device === this.#device) this.#forget();
    };
    hid.addEventListener("connect", find);
    hid.addEventListener("disconnect", lose);
    find();
    return () => {
      hid.removeEventListener("connect", find);
      hid.removeEventListener("disconnect", lose);
      this.#forget();
    };
  }

  /** Asks the person which one; only after a click, as browsers demand. */
  async choose(): Promise<void> {
    const filters = [{ usagePage: TELEPHONY_PAGE }];
    const devices = (await browserHid()?.requestDevice({ filters })) ?? [];
    await this.#adopt(devices);
  }

  /** What the phone does now; the lights follow. */
  follow(call: CallState, muted: boolean, held: boolean): void {
    this.#call = call;
    this.#lights = lightsFor(call, muted, held);
    this.#show();
  }

  #show(): void {
    const wanted = JSON.stringify(this.#lights);
    if (!this.#device || !this.#reports || wanted === this.#shown) return;
    this.#shown = wanted;
    for (const { report, bytes } of this.#reports.show(this.#lights)) {
      // Lights only: a headset that does not take them works all the same.
      this.#device.sendReport(report, bytes).catch(() => undefined);
    }
  }

  async #adopt(devices: readonly Device[]): Promise<void> {
    const found = devices
      .map((device) => ({ device, reports: new HeadsetReports(device.collections) }))
      .find(({ reports }) => reports.usable);
    if (!found || this.#device === found.device) return;
    this.#forget();
    try {
      if (!found.device.opened) await found.device.open();
    } catch {
      // Another program holds it: the buttons do not work here, the voice does.
      return;
    }
    this.#device = found.device;
    this.#reports = found.reports;
    found.device.addEventListener("inputreport", this.#heard);
    this.#set(found.device.productName);
    // Plugged in during a call, it must know of it: its hook is only told from that.
    this.#show();
  }

  readonly #heard = (event: Event): void => {
    const { reportId, data } = event as InputEvent;
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    for (const press of this.#reports?.read(reportId, bytes) ?? []) {
      const deed = deedOf(press, this.#call);
      if (deed) this.act(deed);
    }
  };

  #forget(): void {
    this.#device?.removeEventListener("inputreport", this.#heard);
    this.#device = this.#reports = null;
    this.#shown = "";
    this.#set("");
  }

  #set(name: string): void {
    this.#state = { ...this.#state, name };
    for (const listener of this.#listeners) listener();
  }
}
