import { useEffect, useMemo, useRef, useSyncExternalStore, type RefObject } from "react";
import type { BoardMeasure, NumberTile } from "@/contracts/contracts.gen";
import type { Formatter } from "@/i18n/i18n";
import { live } from "@/live/browser";
import { duration } from "@/ui/format";
import { currentSecond, subscribeSecond } from "@/ui/ticker";
import { useStopped } from "@/wallboard/clock";
import { figureKept, type Figure, type Wanted } from "./figures.model";
import type { Unit } from "./trend.model";
import { useMembers, useWorld } from "./world";

function subscribeBoth(listener: () => void): () => void {
  const ends = [live.subscribe(listener), subscribeSecond(listener)];
  return () => ends.forEach((end) => end());
}

/** A part of the live state that also depends on the second. `look` gives the same thing again as long as it says the same. */
export function useEachSecond<Part>(look: (now: number) => Part): Part {
  const stopped = useStopped();
  return useSyncExternalStore(subscribeBoth, () => look(stopped ?? currentSecond() * 1000));
}

/** The number of a tile; draws again when it says something else. */
export function useFigure({ measure, queues, teams, thresholds }: NumberTile): Figure {
  const members = useMembers(teams);
  const better = useBetter(measure);
  const kept = useMemo(() => {
    const wanted: Wanted = { measure, queues, members, thresholds, better };
    return figureKept(wanted);
  }, [measure, queues, members, thresholds, better]);
  const stopped = useStopped();
  const runs = measure === "longest_waiting_now";
  return useSyncExternalStore(runs ? subscribeBoth : live.subscribe, () =>
    kept(live.state(), stopped ?? currentSecond() * 1000),
  );
}

const useBetter = (measure: BoardMeasure) => useWorld().measures.get(measure)?.better ?? "neither";

/** A value in its unit: `77.2 %`, `0:42`, `1 204`. */
export function valueWords(value: number | null, unit: Unit, fmt: Formatter, digits = 0): string {
  switch (unit) {
    case "share":
      return fmt.percent(value, digits);
    case "seconds":
      return duration(value);
    case "count":
      return fmt.number(value);
    case "factor":
      return fmt.number(value, 2);
  }
}

const CHANGED_MS = 1_000;

/** A number that changes keeps a soft ground for a second; nothing moves. Not when it is drawn for the first time. */
export function useChanged(text: string): RefObject<HTMLSpanElement | null> {
  const element = useRef<HTMLSpanElement>(null);
  const before = useRef(text);
  useEffect(() => {
    if (before.current === text) return;
    before.current = text;
    const ground = { backgroundColor: "var(--sunken)" };
    element.current?.animate([ground, ground], CHANGED_MS);
  }, [text]);
  return element;
}
