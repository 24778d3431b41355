const two = (value: number): string => String(value).padStart(2, "0");

/** Local time as the browser's own field wants it: `2026-11-24T14:30`. */
export function localTime(at: number): string {
  const date = new Date(at);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
