/**
 * Headset buttons and lights after the USB HID Usage Tables 1.5 (telephony page 0x0B, LED page 0x08, buttons 0x09). Pure: the browser's
 * WebHID is in headset.ts, and a test can be the device.
 */

export const TELEPHONY_PAGE = 0x0b;

/** Button 7 is what headsets say when a ringing call is refused: the tables have no usage for that. */
const BUTTONS = {
  0x0b0020: "hook",
  0x0b002f: "mute",
  0x0b0026: "drop",
  0x090007: "refuse",
} as const;
const LEDS = {
  0x080017: "off_hook",
  0x080009: "mute",
  0x080018: "ring",
  0x080020: "hold",
} as const;

export type ButtonUsage = (typeof BUTTONS)[keyof typeof BUTTONS];
export type Light = (typeof LEDS)[keyof typeof LEDS];

/** The parts of WebHID's HIDReportItem that matter; usages are `page << 16 | usage`. */
interface Item {
  readonly usages?: readonly number[];
  readonly usageMinimum?: number;
  readonly usageMaximum?: number;
  readonly isRange?: boolean;
  readonly isAbsolute?: boolean;
  readonly isArray?: boolean;
  readonly reportSize?: number;
  readonly reportCount?: number;
}

interface Report {
  readonly reportId?: number;
  readonly items?: readonly Item[];
}

export interface Collection {
  readonly usagePage?: number;
  readonly inputReports?: readonly Report[];
  readonly outputReports?: readonly Report[];
}

/** One bit of a report. */
interface Place<Name> {
  readonly name: Name;
  readonly report: number;
  readonly bit: number;
}

function usagesOf(item: Item): readonly number[] {
  if (item.isRange !== true) return item.usages ?? [];
  const [from, to] = [item.usageMinimum ?? 0, item.usageMaximum ?? -1];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

/** Where the named usages stand in these reports; fields wider than a bit and arrays hold none of them. */
function placesIn<Name>(
  reports: readonly Report[],
  names: Readonly<Record<number, Name>>,
): Place<Name>[] {
  const places: Place<Name>[] = [];
  for (const report of reports) {
    let bit = 0;
    for (const item of report.items ?? []) {
      const [size, count] = [item.reportSize ?? 0, item.reportCount ?? 0];
      const usages = size === 1 && item.isArray !== true ? usagesOf(item) : [];
      usages.slice(0, count).forEach((usage, index) => {
        const name = names[usage];
        if (name !== undefined)
          places.push({ name, report: report.reportId ?? 0, bit: bit + index });
      });
      bit += size * count;
    }
  }
  return places;
}

const lengthOf = (report: Report): number =>
  Math.ceil(
    (report.items ?? []).reduce(
      (bits, item) => bits + (item.reportSize ?? 0) * (item.reportCount ?? 0),
      0,
    ) / 8,
  );

export type Press = "picked_up" | "put_down" | "mute" | "drop" | "refuse";

export type Lights = Readonly<Record<Light, boolean>>;

/** What a device with these collections says and can show. Buttons that are not described are not there. */
export class HeadsetReports {
  readonly #buttons: readonly Place<ButtonUsage>[];
  readonly #lights: readonly Place<Light>[];
  readonly #lengths: ReadonlyMap<number, number>;
  readonly #down = new Map<ButtonUsage, boolean>();

  /**
   * Collections as HIDDevice.collections has them. Each holds the whole of its reports, with what its children describe; the children
   * themselves hold only their share of the bits, as if each began the report, and are not read.
   */
  constructor(collections: readonly Collection[]) {
    const outputs = collections.flatMap((one) => one.outputReports ?? []);
    this.#buttons = placesIn(
      collections.flatMap((one) => one.inputReports ?? []),
      BUTTONS,
    );
    this.#lights = placesIn(outputs, LEDS);
    this.#lengths = new Map(outputs.map((one) => [one.reportId ?? 0, lengthOf(one)]));
  }

  get usable(): boolean {
    return this.#buttons.some((one) => one.name === "hook");
  }

  /** What an input report means that has just arrived. The hook is a switch, the others are pushed. */
  read(report: number, bytes: Uint8Array): readonly Press[] {
    const presses: Press[] = [];
    for (const place of this.#buttons.filter((one) => one.report === report)) {
      const down = ((bytes[place.bit >> 3] ?? 0) & (1 << (place.bit & 7))) !== 0;
      const before = this.#down.get(place.name) ?? false;
      this.#down.set(place.name, down);
      if (down === before) continue;
      if (place.name === "hook") presses.push(down ? "picked_up" : "put_down");
      else if (down) presses.push(place.name);
    }
    return presses;
  }

  /** The output reports that show these lights. */
  show(lights: Lights): readonly { report: number; bytes: Uint8Array<ArrayBuffer> }[] {
    return [...this.#lengths]
      .filter(([report]) => this.#lights.some((one) => one.report === report))
      .map(([report, length]) => {
        const bytes = new Uint8Array(length);
        for (const { name, bit } of this.#lights.filter((one) => one.report === report)) {
          if (lights[name]) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (1 << (bit & 7));
        }
        return { report, bytes };
      });
  }
}

/** What the phone does, as a headset sees it. */
export type CallState = "none" | "ringing" | "connected";

export type Deed = "answer" | "decline" | "hang_up" | "toggle_mute";

/**
 * What a press means now. A headset also tells of its hook when our own light has switched it: off hook in a call and on hook without
 * one are that, and mean nothing.
 */
export function deedOf(press: Press, call: CallState): Deed | null {
  if (press === "picked_up") return call === "ringing" ? "answer" : null;
  if (press === "mute") return call === "connected" ? "toggle_mute" : null;
  if (press === "refuse" || (press === "drop" && call === "ringing"))
    return call === "ringing" ? "decline" : null;
  return call === "connected" ? "hang_up" : null;
}

export const lightsFor = (call: CallState, muted: boolean, held: boolean): Lights => ({
  ring: call === "ringing",
  off_hook: call === "connected",
  mute: call === "connected" && muted,
  hold: held,
});
