import { memo, useCallback, useState, type ReactNode, type RefCallback } from "react";
import { toMs } from "@/live/state";
import { useTicking } from "@/ui";
import { runningClock } from "@/ui/format";
import css from "./Wallboard.module.css";
import { rowsPerColumn } from "./wallboard.model";

/** Seconds since an instant (microseconds) as a running clock; stands at `stopped` (milliseconds) while that is not null. */
export const Since = memo(function Since({
  instant,
  stopped,
  className = css.since,
}: {
  instant: number;
  stopped: number | null;
  className?: string | undefined;
}) {
  const text = useCallback(
    (now: number) =>
      instant === 0 ? "" : runningClock(Math.max(0, ((stopped ?? now) - toMs(instant)) / 1000)),
    [instant, stopped],
  );
  return <time ref={useTicking(text)} className={className} />;
});

export interface Size {
  width: number;
  height: number;
}

/** Keeps the size of an element. */
export function useSize(): [RefCallback<HTMLElement>, Size] {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const [watch] = useState<RefCallback<HTMLElement>>(() => (element: HTMLElement | null) => {
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  });
  return [watch, size];
}

/**
 * People below each other, in as many columns as there is room for. Rows have a fixed height and are laid out each by itself: CSS
 * columns would break the whole list anew for every name that changes.
 */
export function People({
  count,
  label,
  children,
}: {
  count: number;
  label?: string;
  children: ReactNode;
}) {
  const [ref, { width }] = useSize();
  return (
    <ul
      ref={ref}
      className={css.agents}
      aria-label={label}
      style={{ ["--rows" as string]: Math.max(1, rowsPerColumn(count, width)) }}
    >
      {children}
    </ul>
  );
}
