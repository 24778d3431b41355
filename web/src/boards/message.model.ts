/** How large a message may be written so that all of it is seen. */

/** Inter's letters are on average about half as wide as the type is high; a little more, so that a line is rather too short. */
const LETTER_WIDTH = 0.56;
const LINE_HEIGHT = 1.3;

export interface Box {
  readonly width: number;
  readonly height: number;
}

/** Lines of a text that is broken between words; a word that is longer than a line takes as many as it needs. */
export function linesAt(text: string, letters: number): number {
  const room = Math.max(1, letters);
  return text.split("\n").reduce((sum, line) => {
    let lines = 1;
    let used = 0;
    for (const word of line.split(/\s+/)) {
      const needed = used === 0 ? word.length : used + 1 + word.length;
      if (needed <= room) {
        used = needed;
        continue;
      }
      if (used > 0) lines += 1;
      lines += Math.ceil(word.length / room) - 1;
      used = word.length % room || Math.min(word.length, room);
    }
    return sum + lines;
  }, 0);
}

/** The largest size in pixels between `least` and `most` at which the text fits into its box; `least` where none does. */
export function fittingSize(text: string, box: Box, least: number, most: number): number {
  for (let size = most; size > least; size -= 1) {
    const lines = linesAt(text, Math.floor(box.width / (size * LETTER_WIDTH)));
    if (lines * size * LINE_HEIGHT <= box.height) return size;
  }
  return least;
}
