import JsSIP from "jssip";
import type { IncomingRTCSessionEvent, RTCSessionEvent, UnRegisteredEvent } from "jssip/lib/UA";
import type { IncomingRequest } from "jssip/lib/SIPMessage";
import type { RTCSession } from "jssip/lib/RTCSession";
import type { SoftphoneSession } from "@/api/session";
import { CallAudio, problemOf } from "./audio";
import { PhoneStore, type AudioDevices, type DtmfKey, type Levels, type Phone } from "./phone";

/** Names the interaction to which an INVITE belongs; set by the engine. */
const INTERACTION_HEADER = "X-Interaction";
/** With it the PBX asks the phone to answer by itself: a call that the agent wanted, or one whose voice is to come back. */
const ANSWER_HEADER = "Call-Info";
const ANSWER_NOW = /(^|;)\s*answer-after\s*=\s*0\s*(;|,|$)/i;
const RECOVERY_SECONDS = { min: 1, max: 5 };
/** RFC 3261 21.4.24: one conversation at a time. */
const BUSY_HERE = 486;
/** The answer is not held back for candidates that would only help behind unusual networks. */
const GATHER_MS_MAX = 300;

const REGISTER_AGAIN_MS = 500;

/** The registrar knows another secret by now: the desk was opened elsewhere. */
const REPLACED_STATUS = [401, 403, 407];

const SILENT_DEVICES: AudioDevices = { microphone: "", speaker: "", ringer: "" };

/** SIP over WebSocket (RFC 7118) and WebRTC through JsSIP. */
export class JsSipPhone implements Phone {
  readonly #store = new PhoneStore();
  readonly #ua: JsSIP.UA;
  readonly #iceServers: RTCIceServer[];
  #session: RTCSession | null = null;
  #audio: CallAudio | null = null;
  #devices: AudioDevices = SILENT_DEVICES;
  #hasRegistered = false;
  #again: ReturnType<typeof setTimeout> | undefined;

  readonly subscribe = this.#store.subscribe;
  readonly state = this.#store.state;

  constructor(session: SoftphoneSession, devices: AudioDevices = SILENT_DEVICES) {
    this.#devices = devices;
    this.#iceServers = session.ice_servers;
    this.#ua = new JsSIP.UA({
      sockets: [new JsSIP.WebSocketInterface(session.ws_url)],
      uri: session.uri,
      authorization_user: session.username,
      password: session.password,
      ...(session.realm === "" ? {} : { realm: session.realm }),
      register_expires: session.register_expires_seconds,
      session_timers: false,
      connection_recovery_min_interval: RECOVERY_SECONDS.min,
      connection_recovery_max_interval: RECOVERY_SECONDS.max,
      user_agent: "ccplatform desk",
    });
    this.#ua.on("registered", () => {
      this.#hasRegistered = true;
      this.#store.set({ registration: "registered", lostSince: null });
    });
    this.#ua.on("disconnected", () => this.#lose());
    this.#ua.on("registrationFailed", (event: UnRegisteredEvent) => this.#refused(event));
    this.#ua.on("newRTCSession", (event: RTCSessionEvent) => {
      if (isIncoming(event)) this.#invited(event);
    });
  }

  start(): void {
    this.#store.set({ registration: "connecting", lostSince: Date.now() });
    this.#ua.start();
  }

  stop(): void {
    clearTimeout(this.#again);
    this.#ua.stop();
    this.#over();
    this.#store.set({ registration: "off", lostSince: null });
  }

  async answer(): Promise<void> {
    const session = this.#session;
    if (this.state().call?.state !== "ringing" || !session) return;
    this.#store.setCall({ state: "answering" });
    const audio = (this.#audio ??= new CallAudio(() => this.#microphoneLost()));
    try {
      const mediaStream = await audio.openMicrophone(this.#devices.microphone);
      // The caller may have left while the browser asked for the microphone.
      if (this.#session !== session) return;
      session.answer({ mediaStream, pcConfig: { iceServers: this.#iceServers } });
    } catch (error) {
      this.#store.setCall({ state: "ringing" });
      this.#store.set({ problem: problemOf(error) });
    }
  }

  hangUp(): void {
    if (this.#session && !this.#session.isEnded()) this.#session.terminate();
  }

  setMuted(muted: boolean): void {
    if (!this.#session) return;
    if (muted) this.#session.mute({ audio: true });
    else this.#session.unmute({ audio: true });
    this.#store.setCall({ muted });
  }

  sendDtmf(key: DtmfKey): void {
    this.#session?.sendDTMF(key, { transportType: JsSIP.C.DTMF_TRANSPORT.RFC2833 });
  }

  async useDevices(devices: AudioDevices): Promise<void> {
    const before = this.#devices;
    this.#devices = devices;
    if (!this.#audio || this.state().call?.state !== "connected") return;
    if (devices.speaker !== before.speaker) await this.#audio.setSpeaker(devices.speaker);
    if (devices.microphone !== before.microphone) await this.#changeMicrophone(this.#audio);
  }

  levels(): Levels {
    return this.#audio?.levels() ?? { you: 0, caller: 0 };
  }

  async stats(): Promise<RTCStatsReport | null> {
    return this.#connection()?.getStats() ?? null;
  }

  #connection(): RTCPeerConnection | null {
    // Typed as always there, but missing until the answer.
    return (this.#session?.connection as RTCPeerConnection | undefined) ?? null;
  }

  async #changeMicrophone(audio: CallAudio): Promise<void> {
    try {
      const stream = await audio.openMicrophone(this.#devices.microphone);
      const track = stream.getAudioTracks()[0] ?? null;
      if (track && this.state().call?.muted) track.enabled = false;
      await this.#connection()
        ?.getSenders()
        .find((sender) => sender.track?.kind === "audio")
        ?.replaceTrack(track);
      this.#store.set({ problem: null });
    } catch (error) {
      this.#store.set({ problem: problemOf(error) });
    }
  }

  /** The headset was pulled out: the call goes on with what is left, by the system's choice. */
  #microphoneLost(): void {
    if (this.#audio) void this.#changeMicrophone(this.#audio);
  }

  #lose(): void {
    const { registration, lostSince } = this.state();
    if (registration === "off" || registration === "replaced") return;
    this.#store.set({ registration: "lost", lostSince: lostSince ?? Date.now() });
  }

  #refused(event: UnRegisteredEvent): void {
    const status = (event.response as { status_code?: number } | null)?.status_code;
    const refused = status !== undefined && REPLACED_STATUS.includes(status);
    if (!refused || !this.#hasRegistered) {
      // A new secret needs a moment to reach the PBX; anything else may heal as well.
      if (this.#hasRegistered) this.#lose();
      clearTimeout(this.#again);
      this.#again = setTimeout(() => this.#ua.register(), REGISTER_AGAIN_MS);
      return;
    }
    this.#ua.stop();
    this.#store.set({ registration: "replaced", lostSince: null });
  }

  #invited({ session, request }: IncomingRTCSessionEvent): void {
    const atOnce = answersByItself(request);
    if (this.#session) {
      if (!atOnce) {
        session.terminate({ status_code: BUSY_HERE });
        return;
      }
      // The center calls back because it has lost the call before; here its end was never heard.
      const former = this.#session;
      this.#over();
      if (!former.isEnded()) former.terminate();
    }
    this.#session = session;
    this.#store.set({ call: describe(request), problem: null });
    session.on("peerconnection", ({ peerconnection }) =>
      this.#hear(peerconnection as RTCPeerConnection),
    );
    session.on("icecandidate", hasten());
    const over = () => {
      if (this.#session === session) this.#over();
    };
    session.on("confirmed", () => this.#store.setCall({ state: "connected" }));
    session.on("failed", over);
    session.on("ended", over);
    if (atOnce) void this.answer();
  }

  #hear(connection: RTCPeerConnection): void {
    connection.addEventListener("track", (event) => {
      const [stream = new MediaStream([event.track])] = event.streams;
      this.#audio?.play(stream, this.#devices);
    });
  }

  #over(): void {
    this.#session = null;
    this.#audio?.close();
    this.#audio = null;
    this.#store.set({ call: null });
  }
}

function isIncoming(event: RTCSessionEvent): event is IncomingRTCSessionEvent {
  // Declared as an enum that exists in no file at run time.
  const originator: string = event.originator;
  return originator === "remote";
}

function answersByItself(request: IncomingRequest): boolean {
  const header = request.getHeader(ANSWER_HEADER) as string | undefined;
  return header !== undefined && ANSWER_NOW.test(header);
}

function describe(request: IncomingRequest) {
  const header = request.getHeader(INTERACTION_HEADER) as string | undefined;
  const from = request.from;
  return {
    interaction: header ?? "",
    state: "ringing" as const,
    muted: false,
    callerName: from.display_name,
    callerNumber: from.uri.user,
  };
}

/** Sends the answer when gathering takes longer than GATHER_MS_MAX after the first candidate. */
function hasten(): (event: { ready: VoidFunction }) => void {
  let started = false;
  return ({ ready }) => {
    if (started) return;
    started = true;
    setTimeout(ready, GATHER_MS_MAX);
  };
}
