/** Numbers and time as people read them. Pure: the language and the time zone are arguments. */

export type Locale = "en" | "de";

/** Keeps a number and its unit, or its thousands, on one line. */
const NARROW_SPACE = "\u202f";
const MINUS = "\u2212";
/** Shown where there is no value; a missing value is never 0. */
export const NO_VALUE = "\u2013";

type Maybe = number | null | undefined;
const missing = (value: Maybe): value is null | undefined =>
  value === null || value === undefined || !Number.isFinite(value);

const two = (value: number): string => String(value).padStart(2, "0");

function parts(seconds: number): { h: number; m: number; s: number } {
  const whole = Math.max(0, Math.floor(seconds));
  return { h: Math.floor(whole / 3600), m: Math.floor((whole % 3600) / 60), s: whole % 60 };
}

/** A clock that runs: `04:12`, over an hour `1:04:12`. */
export function runningClock(seconds: Maybe): string {
  if (missing(seconds)) return NO_VALUE;
  const { h, m, s } = parts(seconds);
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}

/** A duration that is over: `4:12`, over an hour `1:04:12`. */
export function duration(seconds: Maybe): string {
  if (missing(seconds)) return NO_VALUE;
  const { h, m, s } = parts(Math.round(seconds));
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** ISO 8601 duration for the `dateTime` attribute of `<time>`. */
export const isoDuration = (seconds: number): string => `PT${Math.max(0, Math.round(seconds))}S`;

/** Thousands by a narrow space, decimals by language, true minus. */
export function formatNumber(value: Maybe, locale: Locale, digits = 0): string {
  if (missing(value)) return NO_VALUE;
  const [whole = "0", fraction] = Math.abs(value).toFixed(digits).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, NARROW_SPACE);
  const isZero = Number(Math.abs(value).toFixed(digits)) === 0;
  const sign = value < 0 && !isZero ? MINUS : "";
  return (
    sign + (fraction === undefined ? grouped : grouped + (locale === "de" ? "," : ".") + fraction)
  );
}

/** `0.772` is `77.2 %` or `77,2 %`. */
export function percent(share: Maybe, locale: Locale, digits = 0): string {
  return missing(share) ? NO_VALUE : `${formatNumber(share * 100, locale, digits)}${NARROW_SPACE}%`;
}

/** A difference with its sign: `+0.4`, `−1.2`, `0.0`. */
export function signed(value: Maybe, locale: Locale, digits = 0): string {
  if (missing(value)) return NO_VALUE;
  const text = formatNumber(value, locale, digits);
  return value > 0 && Number(value.toFixed(digits)) !== 0 ? `+${text}` : text;
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let format = dateFormats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale === "de" ? "de-DE" : "en-GB", options);
    dateFormats.set(key, format);
  }
  return format;
}

const zone = (timeZone: string | undefined) => (timeZone === undefined ? {} : { timeZone });

/** `14:03`, always 24 hours. */
export function timeOfDay(at: Date | number, timeZone?: string): string {
  return dateFormat("en", {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...zone(timeZone),
  }).format(at);
}

/** `14:03:27`. */
export function timeWithSeconds(at: Date | number, timeZone?: string): string {
  return dateFormat("en", {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    ...zone(timeZone),
  }).format(at);
}

/** `12 Nov`, `12. Nov.`; May keeps its three letters in both languages. */
export function shortDate(at: Date | number, locale: Locale, timeZone?: string): string {
  const pieces = dateFormat("en", {
    day: "numeric",
    month: "numeric",
    ...zone(timeZone),
  }).formatToParts(at);
  const of = (type: string) => Number(pieces.find((piece) => piece.type === type)?.value);
  const month = MONTHS[locale][of("month") - 1] ?? "";
  return locale === "de" ? `${of("day")}. ${month}` : `${of("day")} ${month}`;
}

const MONTHS: Record<Locale, readonly string[]> = {
  en: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  de: [
    "Jan.",
    "Feb.",
    "März",
    "Apr.",
    "Mai",
    "Juni",
    "Juli",
    "Aug.",
    "Sep.",
    "Okt.",
    "Nov.",
    "Dez.",
  ],
};

/** `12 Nov 2026`, `12. Nov. 2026`. */
export function longDate(at: Date | number, locale: Locale, timeZone?: string): string {
  const year = dateFormat("en", { year: "numeric", ...zone(timeZone) }).format(at);
  return `${shortDate(at, locale, timeZone)} ${year}`;
}

/** The day in the reader's zone as `2026-11-12`, to compare days. */
export function dayKey(at: Date | number, timeZone?: string): string {
  return new Intl.DateTimeFormat("sv-SE", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    ...zone(timeZone),
  }).format(at);
}

/** Bytes as `4.2 MB`. */
export function fileSize(bytes: Maybe, locale: Locale): string {
  if (missing(bytes)) return NO_VALUE;
  const [value, unit] = bytes >= 1e6 ? [bytes / 1e6, "MB"] : [bytes / 1e3, "kB"];
  return `${formatNumber(value, locale, value < 10 ? 1 : 0)}${NARROW_SPACE}${unit}`;
}
