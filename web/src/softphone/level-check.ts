import { microphoneConstraints } from "./audio";
import { record } from "./echo";

/** Whether anything at all comes from a microphone, be it the noise of the room. */
export type Signal = "there" | "none";

const CLIP_SECONDS = 1.2;
/** A peak below −70 dB is a microphone that is switched off or muted at its cable; a quiet room is far louder. */
export const DEAD_PEAK = 0.0003;
/** Whoever has not spoken or unmuted by then is told until the next look. */
const CLIPS_MAX = 50;

export const signalOf = (samples: Float32Array, muted: boolean): Signal =>
  !muted && samples.some((sample) => Math.abs(sample) > DEAD_PEAK) ? "there" : "none";

/** As the wire delivers it: what the browser makes of it would hide a dead line, or a quiet one. */
const raw = (deviceId: string): MediaStreamConstraints => {
  const { audio } = microphoneConstraints(deviceId);
  const wanted = typeof audio === "object" ? audio : {};
  const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  return { audio: { ...wanted, ...plain } };
};

/** Decoding needs no click on the page, as an AudioContext would. */
async function samplesOf(sound: Blob): Promise<Float32Array> {
  const decoder = new OfflineAudioContext(1, 1, 48_000);
  return (await decoder.decodeAudioData(await sound.arrayBuffer())).getChannelData(0);
}

/**
 * Listens until something comes from the microphone, and tells what it found after each clip. Only where the microphone is allowed:
 * elsewhere the browser would ask. What cannot be opened or decoded is not told; the phone itself says what it lacks.
 */
export function listenForSignal(deviceId: string, tell: (signal: Signal) => void): () => void {
  let wanted = true;
  const run = async () => {
    const stream = await navigator.mediaDevices.getUserMedia(raw(deviceId));
    try {
      for (let clip = 0; wanted && clip < CLIPS_MAX; clip++) {
        const samples = await samplesOf(await record(stream, CLIP_SECONDS));
        const muted = stream.getAudioTracks().some((track) => track.muted);
        const signal = signalOf(samples, muted);
        // TypeScript cannot see that `wanted` changes while we wait.
        if (!(wanted as boolean)) return;
        tell(signal);
        if (signal === "there") return;
      }
    } finally {
      stream.getTracks().forEach((track) => track.stop());
    }
  };
  run().catch(() => undefined);
  return () => {
    wanted = false;
  };
}
