import { microphoneConstraints } from "./audio";
import type { AudioDevices } from "./phone";

/** Records what the microphone hears for `seconds`, then plays it back where a caller would be heard. Throws what getUserMedia throws. */
export async function echo(
  devices: AudioDevices,
  seconds: number,
  recorded: (stream: MediaStream) => void,
): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia(
    microphoneConstraints(devices.microphone),
  );
  recorded(stream);
  try {
    await play(await record(stream, seconds), devices.speaker);
  } finally {
    stream.getTracks().forEach((track) => track.stop());
  }
}

/** `seconds` of this stream, as the browser records it. */
export function record(stream: MediaStream, seconds: number): Promise<Blob> {
  return new Promise((resolve) => {
    const recorder = new MediaRecorder(stream);
    const parts: Blob[] = [];
    recorder.ondataavailable = (event) => parts.push(event.data);
    recorder.onstop = () => resolve(new Blob(parts, { type: recorder.mimeType }));
    recorder.start();
    setTimeout(() => recorder.stop(), seconds * 1000);
  });
}

async function play(sound: Blob, speaker: string): Promise<void> {
  const address = URL.createObjectURL(sound);
  const audio = new Audio(address);
  try {
    if ("setSinkId" in audio) await audio.setSinkId(speaker).catch(() => undefined);
    await audio.play();
    await new Promise((resolve) => {
      audio.onended = audio.onerror = resolve;
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}
