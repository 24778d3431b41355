import { useMemo } from "react";
import { useI18n } from "@/i18n/i18n";
import type { ChartInput } from "@/reports/chart";
import { ChartView } from "@/reports/ChartView";
import { percent } from "@/ui/format";
import { Part } from "./parts";

/** Callers of the half hours of a morning, and how many of them were answered in time. */
const MORNING = [
  [31, 0.91],
  [44, 0.86],
  [58, 0.79],
  [63, 0.72],
  [49, 0.81],
  [36, 0.9],
] as const;
const OPENS = Date.UTC(2026, 10, 12, 8);
const HALF_HOUR = 1_800_000;

/** A line for the share, bars for the amount, a target that is drawn; in the colours of the page. */
export function ChartPart() {
  const { locale, fmt } = useI18n();
  const input = useMemo((): ChartInput => {
    const points = MORNING.map(([offered, share], index) => ({
      from: new Date(OPENS + index * HALF_HOUR).toISOString(),
      to: new Date(OPENS + (index + 1) * HALF_HOUR).toISOString(),
      share,
      offered,
      answered: Math.round(offered * 0.94),
      abandoned: offered - Math.round(offered * 0.94),
      handled: Math.round(offered * 0.94),
    }));
    const words = {
      ...{ share: "Answered within 20 s", offered: "Offered", answered: "Answered" },
      ...{ abandoned: "Gave up", handled: "Handled", target: "Target", open: "Show the calls" },
      amount: "Calls",
      percent: (share: number | null) => percent(share, locale, 0),
      number: (value: number) => fmt.number(value),
      time: (instant: string) => instant.slice(11, 16),
    };
    return { points, agents: false, target: 0.8, words };
  }, [locale, fmt]);
  return (
    <Part title="Chart: line for a share, bars for an amount, a thin dashed target">
      <ChartView input={input} label="A morning of calls" onOpen={() => undefined} />
    </Part>
  );
}
