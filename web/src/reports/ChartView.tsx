import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { ChartInput, drawChart } from "./chart";
import { persistently } from "@/ui/later";
import css from "./Reports.module.css";

/** The chart of a report. The table below holds the same numbers for whoever does not see it. */
export function ChartView({
  input,
  label,
  onOpen,
}: {
  input: ChartInput;
  label: string;
  onOpen: (index: number) => void;
}) {
  const element = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<ReturnType<typeof drawChart> | null>(null);
  const open = useEffectEvent((index: number) => onOpen(index));
  const first = useEffectEvent(() => input);
  useEffect(() => {
    let gone = false;
    let own: ReturnType<typeof drawChart> | null = null;
    void persistently(() => import("./chart")).then((library) => {
      if (gone || !element.current) return;
      own = library.drawChart(element.current, first(), (index) => open(index));
      setChart(own);
    });
    return () => {
      gone = true;
      own?.end();
    };
  }, []);
  useEffect(() => chart?.update(input), [chart, input]);
  return <div ref={element} className={css.chart} role="img" aria-label={label} />;
}
