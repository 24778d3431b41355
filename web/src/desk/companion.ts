import type { LiveConnection } from "@/live/connection";
import type { PhoneCall } from "@/softphone/phone";
import { grow, type Trail } from "./trail.model";
import { sceneOf, shouldAnswerByItself, type DeskInput, type Scene } from "./scene.model";
import type { Workplace } from "./workplace";

export interface CompanionSurroundings {
  live: Pick<LiveConnection, "subscribe" | "state" | "link">;
  workplace: Workplace;
  ringer: { start(): void; stop(): void };
  now(): number;
  /** Shows a message of the operating system when the page is not in sight; returns how to take it back. */
  notify(title: string, body: string): () => void;
}

/** What the desk shows right now, and what led to it. */
export interface DeskState {
  readonly input: DeskInput;
  readonly scene: Scene;
  readonly trail: Trail | null;
}

/**
 * Watches the live state and the phone together: derives the scene, rings, tells the person who looks at another window, and takes a
 * reloaded page back into its conversation.
 */
export class Companion {
  #state: DeskState;
  #listeners = new Set<() => void>();
  #leave: (() => void)[] = [];
  #ringing = false;
  #takeBack: (() => void) | null = null;
  /** In the person's language; set by the page. */
  words = { offer: "", unknown: "" };

  constructor(private readonly around: CompanionSurroundings) {
    const input = this.#input();
    this.#state = { input, scene: sceneOf(input), trail: null };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): DeskState => this.#state;

  start(): void {
    this.#leave = [
      this.around.live.subscribe(() => this.#look()),
      this.around.workplace.subscribe(() => this.#look()),
    ];
    this.#look();
  }

  stop(): void {
    for (const leave of this.#leave) leave();
    this.#leave = [];
    this.#hush();
  }

  #input(): DeskInput {
    const state = this.around.live.state();
    const own = state.me?.agent ?? null;
    const agent = own === null ? null : (state.agents.get(own) ?? null);
    const interaction = agent?.live.interaction ?? null;
    return {
      agent,
      interaction: interaction === null ? null : (state.interactions.get(interaction) ?? null),
      phone: this.around.workplace.phoneState(),
      linked: this.around.live.link().kind === "open",
      device: this.around.workplace.state().device,
    };
  }

  #look(): void {
    const before = this.#state.input;
    const input = this.#input();
    const same = (Object.keys(input) as (keyof DeskInput)[]).every(
      (key) => input[key] === before[key],
    );
    if (!same) {
      const trail = input.interaction
        ? grow(this.#state.trail, input.interaction.live, this.around.now())
        : null;
      this.#state = { input, scene: sceneOf(input), trail };
      this.#react();
    }
    for (const listener of this.#listeners) listener();
  }

  #react(): void {
    const { input, scene } = this.#state;
    if (shouldAnswerByItself(input)) void this.around.workplace.phone()?.answer();
    const rings =
      scene.kind === "ringing" &&
      !isTaken(input.phone.call, scene.interaction) &&
      !scene.elsewhere &&
      !shouldAnswerByItself(input);
    if (rings && !this.#ringing) {
      this.#ringing = true;
      this.around.ringer.start();
      this.#takeBack = this.around.notify(
        this.words.offer,
        scene.caller.name || scene.caller.number || this.words.unknown,
      );
    }
    if (!rings) this.#hush();
    if (scene.kind !== "ringing") this.around.workplace.forgetWish();
  }

  #hush(): void {
    if (!this.#ringing) return;
    this.#ringing = false;
    this.around.ringer.stop();
    this.#takeBack?.();
    this.#takeBack = null;
  }
}

/** Whether this phone has taken the call: it knows some milliseconds before the engine does. */
const isTaken = (call: PhoneCall | null, interaction: string): boolean =>
  call?.state === "answering" || (call?.state === "connected" && call.interaction === interaction);
