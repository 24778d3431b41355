const RATE = 8000;

/** A stereo WAV: 440 Hz left (agent) and 550 Hz right (caller), taking turns each second. */
export function tone(seconds: number): Buffer {
  const frames = RATE * seconds;
  const data = Buffer.alloc(44 + frames * 4);
  data.write("RIFF", 0);
  data.writeUInt32LE(36 + frames * 4, 4);
  data.write("WAVEfmt ", 8);
  data.writeUInt32LE(16, 16);
  data.writeUInt16LE(1, 20);
  data.writeUInt16LE(2, 22);
  data.writeUInt32LE(RATE, 24);
  data.writeUInt32LE(RATE * 4, 28);
  data.writeUInt16LE(4, 32);
  data.writeUInt16LE(16, 34);
  data.write("data", 36);
  data.writeUInt32LE(frames * 4, 40);
  for (let frame = 0; frame < frames; frame++) {
    const left = Math.floor(frame / RATE) % 2 === 0;
    const wave = (hertz: number) => Math.sin((2 * Math.PI * hertz * frame) / RATE) * 6000;
    data.writeInt16LE(left ? wave(440) : 0, 44 + frame * 4);
    data.writeInt16LE(left ? 0 : wave(550), 46 + frame * 4);
  }
  return data;
}
