/** One heartbeat for all clocks of the page, on the server's time. Independent of React. */

type Listener = () => void;

let offsetMs = 0;

/** The server's clock minus this computer's; told by the live connection. */
export function setClockOffset(milliseconds: number): void {
  offsetMs = milliseconds;
}

/** Now on the server's clock, in milliseconds since 1970. */
export const nowMs = (): number => Date.now() + offsetMs;

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
  timer = setTimeout(beat, 1000 - (nowMs() % 1000) + 5);
}

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
