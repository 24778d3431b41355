/** Contrast as WCAG 2.2 defines it: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */

const channel = (value: number): number => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

/** Of a colour written #rrggbb, or #rgb as the build shortens it. */
function luminance(colour: string): number {
  const digits = colour.slice(1);
  const full = digits.length === 3 ? digits.replace(/./g, "$&$&") : digits;
  const value = Number.parseInt(full, 16);
  return (
    0.2126 * channel(value >> 16) +
    0.7152 * channel((value >> 8) & 255) +
    0.0722 * channel(value & 255)
  );
}

/** From 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

export const GROUNDS = ["canvas", "surface", "sunken"] as const;

/** What is written in, and the soft ground of its own where it has one. */
export const INKS: readonly { ink: string; soft?: string }[] = [
  { ink: "ink" },
  { ink: "ink-2" },
  { ink: "ink-3" },
  { ink: "accent", soft: "accent-soft" },
  { ink: "good", soft: "good-soft" },
  { ink: "warn", soft: "warn-soft" },
  { ink: "bad", soft: "bad-soft" },
  { ink: "ready" },
  { ink: "ringing", soft: "ringing-soft" },
  { ink: "talking", soft: "talking-soft" },
  { ink: "hold" },
  { ink: "wrap-up" },
  { ink: "not-ready" },
  { ink: "offline" },
];

/** The least contrast of text (WCAG 1.4.3); "offline" is a shape only (1.4.11). */
export const leastOf = (ink: string): number => (ink === "offline" ? 3 : 4.5);
