/** Days replayed one after the other, told as they come; independent of React. */
import type { Replay } from "@/api/replays";
import { rowOf, type DayRow } from "./week.model";

export interface Ports {
  order(day: string): Promise<Replay>;
  look(id: number): Promise<Replay>;
  end(id: number): Promise<unknown>;
  /** Between two looks at one that is open: the server tells of a replay only when asked. */
  pause(): Promise<void>;
}

export interface WeekState {
  readonly phase: "idle" | "running" | "done" | "cancelled" | "failed";
  /** 0 to 1, over all days. */
  readonly progress: number;
  readonly rows: readonly DayRow[];
  /** Why a day could not be replayed. */
  readonly problem: string;
}

export const IDLE: WeekState = { phase: "idle", progress: 0, rows: [], problem: "" };

const isOpen = (replay: Replay): boolean =>
  replay.state === "waiting" || replay.state === "running";

export class WeekRun {
  #cancelled = false;
  #state = IDLE;

  constructor(
    private readonly ports: Ports,
    private readonly queue: number,
    private readonly onChange: (state: WeekState) => void,
  ) {}

  #tell(part: Partial<WeekState>): void {
    this.#state = { ...this.#state, ...part };
    this.onChange(this.#state);
  }

  /** Ends with the phase `done`, `cancelled` or `failed`; what was replayed until then stays. */
  async run(days: readonly string[]): Promise<void> {
    this.#tell({ ...IDLE, phase: "running" });
    try {
      for (const [index, day] of days.entries()) {
        const replay = await this.#replayed(day, index, days.length);
        if (replay === null || replay.state !== "done") {
          this.#tell(
            replay === null ? { phase: "cancelled" } : { phase: "failed", problem: replay.problem },
          );
          return;
        }
        const row = rowOf(replay, this.queue);
        this.#tell({
          rows: row === null ? this.#state.rows : [...this.#state.rows, row],
          progress: (index + 1) / days.length,
        });
      }
      this.#tell({ phase: "done", progress: 1 });
    } catch (error) {
      this.#tell({ phase: "failed", problem: error instanceof Error ? error.message : "" });
    }
  }

  #isCancelled(): boolean {
    return this.#cancelled;
  }

  /** Null when it was cancelled on the way. */
  async #replayed(day: string, index: number, days: number): Promise<Replay | null> {
    if (this.#isCancelled()) return null;
    let replay = await this.ports.order(day);
    while (isOpen(replay)) {
      if (this.#isCancelled()) {
        await this.ports.end(replay.id);
        return null;
      }
      await this.ports.pause();
      replay = await this.ports.look(replay.id);
      this.#tell({ progress: (index + replay.progress) / days });
    }
    return replay;
  }

  cancel(): void {
    this.#cancelled = true;
  }
}
