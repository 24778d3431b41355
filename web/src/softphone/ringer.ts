/** The ring tone, made on the spot: two soft tones, a second apart, until somebody stops it. */

const TONES_HZ = [587.33, 783.99];
const TONE_SECONDS = 0.18;
const EVERY_MS = 1_600;
const LOUDNESS = 0.12;

export class Ringer {
  #context: AudioContext | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** `device` says at which output it rings, "" for the system's choice. */
  constructor(private readonly device: () => string) {}

  /** Browsers allow sound only after the first click or key; before that it rings silently. */
  start(): void {
    if (this.#context) return;
    const context = new AudioContext();
    this.#context = context;
    void direct(context, this.device());
    void context.resume();
    ring(context);
    this.#timer = setInterval(() => ring(context), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    void this.#context?.close();
    this.#context = null;
  }
}

interface Directed {
  setSinkId?: (device: string) => Promise<void>;
}

/** Chrome since 110 (Web Audio, AudioContext.setSinkId); elsewhere, and for a device that is gone, it rings at the system's choice. */
async function direct(context: AudioContext, device: string): Promise<void> {
  if (device !== "") await (context as Directed).setSinkId?.(device).catch(() => undefined);
}

function ring(context: AudioContext): void {
  TONES_HZ.forEach((frequency, index) => {
    const starts = context.currentTime + index * (TONE_SECONDS + 0.04);
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    oscillator.frequency.value = frequency;
    gain.gain.setValueAtTime(0, starts);
    gain.gain.linearRampToValueAtTime(LOUDNESS, starts + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.0001, starts + TONE_SECONDS);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(starts);
    oscillator.stop(starts + TONE_SECONDS + 0.05);
  });
}
