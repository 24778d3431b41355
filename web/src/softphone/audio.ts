import type { AudioDevices, Levels, PhoneProblem } from "./phone";

/** What the browser says when it gives no microphone. */
export function problemOf(error: unknown): PhoneProblem {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "microphone_denied";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "microphone_missing";
  return "media_failed";
}

export const microphoneConstraints = (deviceId: string): MediaStreamConstraints => ({
  audio: {
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
    // `ideal`, not `exact`: a headset that was unplugged must not cost the call.
    ...(deviceId === "" ? {} : { deviceId: { ideal: deviceId } }),
  },
});

const SPAN_DB = 50;
/** Quieter than the noise of any microphone that is switched on, even after noise suppression. */
const DEAD_DB = -110;
/** What is heard of a room in which nobody speaks: next to nothing, and not nothing. */
const ALIVE = 0.001;

/** Root mean square of samples between -1 and 1 as a share of a 50 dB scale, as the ear hears it; 0 only for a dead line. */
export function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const rms = Math.sqrt(sum / Math.max(1, samples.length));
  if (rms === 0) return 0;
  const decibel = 20 * Math.log10(rms);
  return decibel < DEAD_DB ? 0 : Math.min(1, Math.max(ALIVE, 1 + decibel / SPAN_DB));
}

/** Listens to one stream without being heard. */
class Meter {
  readonly #source: MediaStreamAudioSourceNode;
  readonly #analyser: AnalyserNode;
  readonly #samples: Float32Array<ArrayBuffer>;

  constructor(context: AudioContext, stream: MediaStream) {
    this.#source = context.createMediaStreamSource(stream);
    this.#analyser = context.createAnalyser();
    this.#analyser.fftSize = 1024;
    this.#samples = new Float32Array(this.#analyser.fftSize);
    this.#source.connect(this.#analyser);
  }

  level(): number {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    return loudness(this.#samples);
  }

  close(): void {
    this.#source.disconnect();
  }
}

/** The sound of one call: the speaker, the microphone and a meter on either side. */
export class CallAudio {
  readonly #speaker = new Audio();
  #context: AudioContext | null = null;
  #you: Meter | null = null;
  #caller: Meter | null = null;
  #microphone: MediaStream | null = null;

  /** `lost` is told when the microphone in use has gone: unplugged, or taken away by the system. */
  constructor(private readonly lost: () => void = () => undefined) {}

  /** Asks for the microphone. Throws what getUserMedia throws. */
  async openMicrophone(deviceId: string): Promise<MediaStream> {
    const stream = await navigator.mediaDevices.getUserMedia(microphoneConstraints(deviceId));
    this.#microphone?.getTracks().forEach((track) => track.stop());
    this.#microphone = stream;
    stream.getAudioTracks()[0]?.addEventListener("ended", () => {
      if (this.#microphone === stream) this.lost();
    });
    this.#you?.close();
    this.#you = new Meter(this.#audible(), stream);
    return stream;
  }

  /** Measures a stream that somebody else has opened, and will close. */
  watch(stream: MediaStream): void {
    this.#you?.close();
    this.#you = new Meter(this.#audible(), stream);
  }

  /** Lets the caller be heard. */
  play(stream: MediaStream, devices: AudioDevices): void {
    this.#caller?.close();
    this.#caller = new Meter(this.#audible(), stream);
    this.#speaker.srcObject = stream;
    void this.setSpeaker(devices.speaker);
    // Refused only before the first click on the page; a click is what answered.
    void this.#speaker.play().catch(() => undefined);
  }

  async setSpeaker(deviceId: string): Promise<void> {
    // Firefox before 116 and Safari play on the system's choice only.
    if ("setSinkId" in this.#speaker)
      await this.#speaker.setSinkId(deviceId).catch(() => undefined);
  }

  levels(): Levels {
    return { you: this.#you?.level() ?? 0, caller: this.#caller?.level() ?? 0 };
  }

  close(): void {
    this.#you?.close();
    this.#caller?.close();
    this.#you = this.#caller = null;
    this.#microphone?.getTracks().forEach((track) => track.stop());
    this.#microphone = null;
    this.#speaker.srcObject = null;
    void this.#context?.close();
    this.#context = null;
  }

  #audible(): AudioContext {
    this.#context ??= new AudioContext();
    void this.#context.resume();
    return this.#context;
  }
}
