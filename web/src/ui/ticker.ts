/** One heartbeat for all clocks of the page, on the server's time. Independent of React. */

type Listener = () => void;

let offsetMs = 0;

/** The server's clock minus this computer's; told by the live connection. */
export function setClockOffset(milliseconds: number): void {
  offsetMs = milliseconds;
}

/** Now on the server's clock, in milliseconds since 1970. */
export const nowMs = (): number => Date.now() + offsetMs;

let phaseMs = 0;

/**
 * Lets the clocks of this page turn so many milliseconds (0 to 999) after the full second. One computer may draw a whole wall of boards:
 * they must not all draw in the same instant.
 */
export function setBeatPhase(milliseconds: number): void {
  phaseMs = milliseconds;
}

const listeners = new Set<Listener>();
let timer: ReturnType<typeof setTimeout> | undefined;
let second = Math.floor(nowMs() / 1000);

function beat(): void {
  second = Math.floor(nowMs() / 1000);
  for (const listener of listeners) listener();
  schedule();
}

function schedule(): void {
  // On the server's full second, so that every clock on the page turns at once.
  timer = setTimeout(beat, untilBeat(nowMs(), phaseMs));
}

const AFTER_THE_SECOND_MS = 5;

/** Milliseconds from `now` to the next beat, never a second time within the same one. */
export const untilBeat = (now: number, phase: number): number =>
  1000 - ((now - phase) % 1000) + AFTER_THE_SECOND_MS;

/** Called once a second while anybody listens. */
export function subscribeSecond(listener: Listener): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    second = Math.floor(nowMs() / 1000);
    schedule();
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearTimeout(timer);
  };
}

/** The current whole second; changes only with a beat, so that it can be a React snapshot. */
export const currentSecond = (): number => second;
