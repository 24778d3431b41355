import { setClockOffset } from "@/ui/ticker";
import { LiveConnection, type Socket } from "./connection";

function openSocket(): Socket {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const real = new WebSocket(`${scheme}//${location.host}/ws/live`);
  const socket: Socket = {
    onmessage: null,
    onclose: null,
    send: (text) => real.send(text),
    close: () => real.close(),
  };
  real.onmessage = (event) => socket.onmessage?.(event);
  real.onclose = (event) => socket.onclose?.(event);
  return socket;
}

/** The page's one live connection. It is opened by the shell and not before. */
export const live = new LiveConnection({
  open: openSocket,
  now: () => Date.now(),
  random: () => Math.random(),
  after: (milliseconds, then) => {
    const timer = setTimeout(then, milliseconds);
    return () => clearTimeout(timer);
  },
  clock: setClockOffset,
});

/** Opens the connection and keeps it; returns how to end it. */
export function keepLive(): () => void {
  const hurry = () => live.hurry();
  // Whoever signs in on another page of this browser comes back to this one.
  const looked = () => {
    if (document.visibilityState === "visible" && live.link().kind === "signed_out") live.hurry();
  };
  live.start();
  window.addEventListener("online", hurry);
  document.addEventListener("visibilitychange", looked);
  return () => {
    window.removeEventListener("online", hurry);
    document.removeEventListener("visibilitychange", looked);
    live.stop();
  };
}
