/** Two low tones for an alarm that nobody has taken yet. Off until somebody wants them. */
import type { AlarmView } from "@/contracts/contracts.gen";

const STORAGE_KEY = "ccplatform.alarm-sound";
const TONES_HZ = [392, 294];
const TONE_SECONDS = 0.22;
const LOUDNESS = 0.1;

export const soundWanted = (): boolean => localStorage.getItem(STORAGE_KEY) === "on";

export function wantSound(wanted: boolean): void {
  localStorage.setItem(STORAGE_KEY, wanted ? "on" : "off");
}

/** Alarms that have come, or that were told to others because nobody took them, since the last look; none at the first look. */
export class Newcomers {
  #seen: ReadonlySet<string> | null = null;

  in(alarms: readonly AlarmView[]): number {
    const keys = alarms
      .filter((one) => one.taken_by === "")
      .map((one) => `${one.id}/${one.escalated_at}`);
    const before = this.#seen;
    this.#seen = new Set(keys);
    return before === null ? 0 : keys.filter((key) => !before.has(key)).length;
  }
}

/** Browsers allow sound only after the first click or key on the page; before that it stays silent. */
export function chime(): void {
  const context = new AudioContext();
  TONES_HZ.forEach((frequency, index) => {
    const starts = context.currentTime + index * TONE_SECONDS;
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    oscillator.frequency.value = frequency;
    gain.gain.setValueAtTime(LOUDNESS, starts);
    gain.gain.exponentialRampToValueAtTime(0.0001, starts + TONE_SECONDS);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(starts);
    oscillator.stop(starts + TONE_SECONDS);
    if (index === TONES_HZ.length - 1) oscillator.onended = () => void context.close();
  });
}
