import { useEffect, useRef, type RefObject } from "react";

/** What it is by now, for whoever has waited since it was drawn. */
export function useLatest<Value>(value: Value): RefObject<Value> {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  }, [value]);
  return latest;
}
