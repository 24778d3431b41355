/** Texts that the clock changes by itself. Written straight into the page: a hundred clocks cost a hundred short writes, not a drawing. */
import { useCallback, type RefCallback } from "react";
import { currentSecond, subscribeSecond } from "./ticker";

/** The part of a DOM text that we use. */
export interface Written {
  data: string;
}

/**
 * Keeps `place` saying what `text` says of the current second (milliseconds on the server's clock), and touches it only when that
 * is something else. Returns how to end it.
 */
export function keepWritten(
  place: Written,
  text: (now: number) => string,
  eachSecond = subscribeSecond,
  second = currentSecond,
): () => void {
  let shown: string | null = null;
  const write = (): void => {
    const said = text(second() * 1000);
    if (said !== shown) place.data = shown = said;
  };
  const end = eachSecond(write);
  write();
  return end;
}

/** For the `ref` of an element without children; `text` keeps its identity as long as it means the same. */
export function useTicking(text: (now: number) => string): RefCallback<HTMLElement> {
  return useCallback(
    (element: HTMLElement | null) => {
      if (!element) return undefined;
      const place = document.createTextNode("");
      element.replaceChildren(place);
      const end = keepWritten(place, text);
      return () => {
        end();
        place.remove();
      };
    },
    [text],
  );
}
