import { ApiError } from "@/api/client";
import { changeInteraction, sendLegQuality } from "@/api/desk";
import { openSoftphoneSession } from "@/api/session";
import { live } from "@/live/browser";
import { Headset } from "@/softphone/headset";
import { listenForSignal } from "@/softphone/level-check";
import { LineWatch } from "@/softphone/line-watch";
import { Ringer } from "@/softphone/ringer";
import { persistently } from "@/ui/later";
import { nowMs } from "@/ui/ticker";
import { Companion } from "./companion";
import { noTo } from "./controls.model";
import { Note } from "./note.model";
import { Workplace } from "./workplace";

/** The wiring of the desk to this browser, by hand and in one place. Importing it does nothing. */

const after = (milliseconds: number, then: () => void): (() => void) => {
  const timer = setTimeout(then, milliseconds);
  return () => clearTimeout(timer);
};

export const workplace = new Workplace({
  openSession: openSoftphoneSession,
  makePhone: async (session, devices) => {
    // SIP is the heaviest part of the desk and not needed to draw it.
    const { JsSipPhone } = await persistently(() => import("@/softphone/jssip-phone"));
    return new JsSipPhone(session, devices);
  },
  tryMicrophone: async () => {
    // Outside of a secure context there is no mediaDevices at all.
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (!devices) throw new DOMException("needs https or localhost", "NotAllowedError");
    const stream = await devices.getUserMedia({ audio: true });
    stream.getTracks().forEach((track) => track.stop());
  },
  microphonePermission: async () => {
    try {
      return (await navigator.permissions.query({ name: "microphone" })).state;
    } catch {
      // Older Firefox cannot say: there is nothing but to ask.
      return "granted";
    }
  },
  listen: listenForSignal,
  listDevices: async () =>
    (await (navigator.mediaDevices as MediaDevices | undefined)?.enumerateDevices()) ?? [],
  storage: localStorage,
  after,
});

const ringerDevice = (): string => workplace.state().chosen.ringer;

/** One ring, to hear whether the speaker works. */
export function testTone(): void {
  const ringer = new Ringer(ringerDevice);
  ringer.start();
  setTimeout(() => ringer.stop(), 1_200);
}

export const companion = new Companion({
  live,
  workplace,
  ringer: new Ringer(ringerDevice),
  now: nowMs,
  notify: (title, body) => {
    if (!document.hidden || !("Notification" in window) || Notification.permission !== "granted") {
      return () => undefined;
    }
    const notification = new Notification(title, {
      body,
      tag: "offer",
      icon: "/static/app/mark.svg",
    });
    notification.onclick = () => window.focus();
    return () => notification.close();
  },
});

/** As the button of the desk does: the engine is told that somebody said no, and not that nobody was there. */
function decline(): void {
  const { input, scene } = companion.state();
  const no = scene.kind === "ringing" ? noTo(scene, input) : null;
  if (no) void live.ask(no);
  else workplace.phone()?.hangUp();
}

/** The buttons of the headset do what the buttons of the phone do. */
export const headset = new Headset((deed) => {
  const phone = workplace.phone();
  const call = phone?.state().call;
  if (deed === "answer") void workplace.answer(call?.interaction ?? "");
  else if (deed === "decline") decline();
  else if (deed === "hang_up") phone?.hangUp();
  else phone?.setMuted(!(call?.muted ?? false));
});

function lightHeadset(): void {
  const { input, scene } = companion.state();
  const { call } = input.phone;
  const rings = call !== null && call.state !== "connected" && call.interaction !== "";
  const state = rings ? "ringing" : call?.state === "connected" ? "connected" : "none";
  headset.follow(state, call?.muted ?? false, scene.kind === "hold");
}

/** How the line of the call is, and what is told of it at its end. */
export const lineWatch = new LineWatch({
  phone: workplace.phone,
  // A guest may be there only to listen.
  onHold: () => ["hold", "guest"].includes(companion.state().scene.kind),
  ticks: () => performance.now(),
  now: nowMs,
  every: (milliseconds, look) => {
    const timer = setInterval(look, milliseconds);
    return () => clearInterval(timer);
  },
  send: (interaction, report) => {
    // Figures for the records; nobody waits for them, and nothing depends on them.
    sendLegQuality(interaction, report).catch(() => undefined);
  },
});

export const openNote = (interaction: string): Note =>
  new Note(interaction, {
    save: async (id, draft) => {
      try {
        await changeInteraction(id, draft);
      } catch (error) {
        if (!(error instanceof ApiError) || error.problem.code !== "bad_answer") throw error;
        // A field was changed or taken away meanwhile: its answer is lost, the note is not.
        await changeInteraction(id, { note: draft.note, disposition: draft.disposition });
      }
    },
    storage: localStorage,
    now: nowMs,
    after,
  });

/**
 * Opens the workplace of an agent; returns how to leave it. A page that is closed or loaded again says nothing to the PBX: a BYE would
 * end the conversation, while silence lets the center hold the caller and call the page back.
 */
export function work(): () => void {
  const refresh = () => void workplace.devicesChanged();
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  void workplace.start();
  void workplace.meetMicrophone();
  companion.start();
  lineWatch.start();
  const leaveHeadset = headset.start();
  const leaveLights = companion.subscribe(lightHeadset);
  devices?.addEventListener("devicechange", refresh);
  return () => {
    devices?.removeEventListener("devicechange", refresh);
    leaveLights();
    leaveHeadset();
    lineWatch.stop();
    companion.stop();
    workplace.stop();
  };
}
