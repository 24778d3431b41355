/** Finding by what one types in a hurry. Independent of React. */

/** Without accents and case. */
export const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();

const WORD_START = 100;
const INSIDE = 40;
const SCATTERED = 10;

/** How well one typed word fits; null when its letters are not even there in this order. */
function fitOf(part: string, text: string): number | null {
  const at = text.indexOf(part);
  const starts = ` ${text}`.search(
    new RegExp(`[^\\p{L}\\p{N}]${part.replace(/[^\p{L}\p{N}]/gu, "\\$&")}`, "u"),
  );
  if (starts >= 0) return WORD_START - Math.min(starts, WORD_START / 2);
  if (at >= 0) return INSIDE - Math.min(at, INSIDE / 2);
  let from = 0;
  for (const letter of part) {
    const found = text.indexOf(letter, from);
    if (found < 0) return null;
    from = found + 1;
  }
  // The closer together, the better.
  return SCATTERED * (part.length / from);
}

/**
 * How well a text fits what was typed, the greater the better; null when it does not. Every typed word must be found: at the
 * beginning of a word best, inside of one, or as letters in this order.
 */
export function fit(typed: string, text: string): number | null {
  const searched = plain(text);
  let sum = 0;
  for (const part of plain(typed).split(/\s+/).filter(Boolean)) {
    const found = fitOf(part, searched);
    if (found === null) return null;
    sum += found;
  }
  return sum;
}
