/** A number that must be in no recording: the recording stands still while its field has the focus. Independent of React. */

export type Recording = "off" | "on" | "paused";

export interface PaymentState {
  /** What the agent must know: whether one may speak the number now. */
  readonly says: "idle" | "pausing" | "paused" | "refused" | "not_recorded" | "still_paused";
}

/** The world around the field, so that a test can be it. */
export interface PaymentSurroundings {
  recording(): Recording;
  /** Asks the engine; false when it refuses, or cannot be asked. */
  ask(kind: "pause_recording" | "continue_recording"): Promise<boolean>;
}

const MASK = "••••";
const DIGITS_SHOWN = 4;
const DIGITS_MIN = 8;

/** What may be kept and sent: the last digits, as receipts show them. The server does the same (ccplatform/queues/outcomes.py). */
export function masked(typed: string): string {
  const digits = typed.replace(/\D/g, "");
  if (digits.length >= DIGITS_MIN) return `${MASK} ${digits.slice(-DIGITS_SHOWN)}`;
  return typed.trim() === "" ? "" : MASK;
}

/** Pauses when the field is entered, and continues what it has paused, and nothing else. */
export class PaymentPause {
  #state: PaymentState = { says: "idle" };
  #listeners = new Set<() => void>();
  #inside = false;
  /** We have paused, and owe the continuation. */
  #mine = false;
  #asking = false;

  constructor(private readonly around: PaymentSurroundings) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): PaymentState => this.#state;

  enter(): void {
    this.#inside = true;
    void this.#settle();
  }

  leave(): void {
    this.#inside = false;
    void this.#settle();
  }

  /** One question at a time; who came and went meanwhile is settled after the answer. */
  async #settle(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      if (this.#inside && !this.#mine) await this.#pause();
      if (!this.#inside) await this.#resume();
    } finally {
      this.#asking = false;
    }
    if (this.#inside && this.#state.says === "idle") await this.#settle();
  }

  async #pause(): Promise<void> {
    const recording = this.around.recording();
    if (recording !== "on") {
      this.#set(recording === "off" ? "not_recorded" : "paused");
      return;
    }
    this.#set("pausing");
    this.#mine = await this.around.ask("pause_recording");
    this.#set(this.#mine ? "paused" : "refused");
  }

  async #resume(): Promise<void> {
    if (!this.#mine) {
      this.#set("idle");
      return;
    }
    this.#mine = false;
    // The call may be over, or somebody has continued by hand: then there is nothing to do, and nothing to say.
    const goesOn =
      this.around.recording() !== "paused" || (await this.around.ask("continue_recording"));
    this.#set(goesOn ? "idle" : "still_paused");
  }

  #set(says: PaymentState["says"]): void {
    this.#state = { says };
    for (const listener of this.#listeners) listener();
  }
}
