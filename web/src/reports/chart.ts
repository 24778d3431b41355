/** The chart library, only the parts we draw with; loaded with the first report that is looked at. */
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use as register, type EChartsCoreOption } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { alone, lastWithShare, stepOf, type Point } from "./report.model";

register([BarChart, LineChart, GridComponent, TooltipComponent, MarkLineComponent, SVGRenderer]);

export interface ChartWords {
  share: string;
  offered: string;
  answered: string;
  abandoned: string;
  handled: string;
  target: string;
  open: string;
  /** Of what the bars are so many. */
  amount: string;
  percent: (share: number | null) => string;
  number: (value: number) => string;
  time: (instant: string) => string;
}

export interface ChartInput {
  points: readonly Point[];
  agents: boolean;
  /** Share; null when there is none to draw. */
  target: number | null;
  words: ChartWords;
}

const token = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

function tooltip({ points, agents, words }: ChartInput, index: number): string {
  const point = points[index];
  if (!point) return "";
  const line = (name: string, value: string) =>
    `<div style="display:flex;justify-content:space-between;gap:24px"><span>${escape(name)}</span><b>${escape(value)}</b></div>`;
  const rows = agents
    ? [
        line(words.handled, words.number(point.handled)),
        ...(point.share === null ? [] : [line(words.share, words.percent(point.share))]),
      ]
    : [
        line(words.share, words.percent(point.share)),
        line(words.offered, words.number(point.offered)),
        line(words.answered, words.number(point.answered)),
        line(words.abandoned, words.number(point.abandoned)),
      ];
  const head = `<b>${escape(`${words.time(point.from)} – ${words.time(point.to)}`)}</b>`;
  return `${head}${rows.join("")}<div style="padding-top:4px;color:${token("--accent")}">${escape(words.open)}</div>`;
}

function bars({ points, agents, words }: ChartInput): object[] {
  const bar = (name: string, values: number[], colour: string, opacity: number) => ({
    type: "bar",
    name,
    stack: "calls",
    yAxisIndex: 1,
    barMaxWidth: 28,
    cursor: "pointer",
    itemStyle: { color: colour, opacity },
    emphasis: { disabled: true },
    data: values,
  });
  if (agents)
    return [
      bar(
        words.handled,
        points.map((p) => p.handled),
        token("--series-1"),
        0.35,
      ),
    ];
  return [
    bar(
      words.answered,
      points.map((p) => p.answered),
      token("--series-5"),
      0.38,
    ),
    bar(
      words.abandoned,
      points.map((p) => p.abandoned),
      token("--series-2"),
      0.75,
    ),
  ];
}

const label = () => ({ color: token("--ink-3"), fontSize: 11, fontFamily: "Inter Variable" });

/** Both axes have as many steps, so that one set of rules serves both. */
const STEPS = 5;

/** Percent at the left for the line; amounts at the right, or at the left when there is no line. */
function axes({ points, agents, words }: ChartInput, hasShare: boolean): object[] {
  const most = Math.max(...points.map((p) => (agents ? p.handled : p.answered + p.abandoned)), 1);
  // Bars stay in the lower part, so that the line above them can be read.
  const step = stepOf(most * (hasShare ? 2 : 1), STEPS);
  return [
    {
      type: "value",
      min: 0,
      max: 100,
      interval: 100 / STEPS,
      show: hasShare,
      axisLabel: { ...label(), formatter: (value: number) => words.percent(value / 100) },
      splitLine: { lineStyle: { color: token("--line") } },
    },
    {
      type: "value",
      min: 0,
      position: hasShare ? "right" : "left",
      max: step * STEPS,
      interval: step,
      name: words.amount,
      nameLocation: "start",
      nameTextStyle: { ...label(), align: hasShare ? "left" : "right" },
      axisLabel: { ...label(), formatter: words.number },
      splitLine: { show: !hasShare, lineStyle: { color: token("--line") } },
    },
  ];
}

/** A point of the line: drawn as a dot where no neighbour makes it a line, and named where the line ends. */
function linePoint({ points, words }: ChartInput, index: number): object | null {
  const share = points[index]?.share ?? null;
  if (share === null) return null;
  const last = index === lastWithShare(points);
  return {
    value: share * 100,
    symbolSize: last || alone(points, index) ? 6 : 0,
    label: {
      show: last,
      formatter: words.share,
      position: index === points.length - 1 ? "right" : share > 0.5 ? "bottom" : "top",
      distance: 8,
      color: token("--series-1"),
      fontSize: 12,
      fontFamily: "Inter Variable",
      fontWeight: 500,
    },
  };
}

function line(input: ChartInput, hasShare: boolean): object {
  const { points, target, words } = input;
  const rule = {
    symbol: "none",
    silent: true,
    lineStyle: { color: token("--ink-2"), type: "dashed", width: 1 },
    label: { ...label(), formatter: words.target, position: "insideStartTop" },
    data: [{ yAxis: (target ?? 0) * 100 }],
  };
  return {
    type: "line",
    name: words.share,
    data: points.map((_, index) => linePoint(input, index)),
    symbol: "circle",
    showSymbol: true,
    showAllSymbol: true,
    connectNulls: false,
    lineStyle: { color: token("--series-1"), width: 2 },
    itemStyle: { color: token("--series-1") },
    ...(target === null || !hasShare ? {} : { markLine: rule }),
  };
}

function option(input: ChartInput): EChartsCoreOption {
  const { points, words } = input;
  const hasShare = points.some((point) => point.share !== null);
  return {
    animation: false,
    grid: { left: 48, right: 96, top: 16, bottom: 28 },
    tooltip: {
      trigger: "axis",
      transitionDuration: 0,
      backgroundColor: token("--raised"),
      borderColor: token("--line"),
      textStyle: { color: token("--ink"), fontSize: 13, fontFamily: "Inter Variable" },
      axisPointer: { type: "line", lineStyle: { color: token("--ink-2"), width: 1 } },
      formatter: (params: { dataIndex: number }[]) => tooltip(input, params[0]?.dataIndex ?? -1),
    },
    xAxis: {
      type: "category",
      data: points.map((point) => words.time(point.from)),
      axisLine: { lineStyle: { color: token("--line-2") } },
      axisTick: { show: false },
      axisLabel: { ...label(), hideOverlap: true },
    },
    yAxis: axes(input, hasShare),
    series: [...bars(input), line(input, hasShare)],
  };
}

/** Draws into an element and keeps its size; a click on an interval is told. Returns how to update and how to end it. */
export function drawChart(
  element: HTMLElement,
  input: ChartInput,
  onOpen: (index: number) => void,
): { update: (input: ChartInput) => void; end: () => void } {
  const chart = init(element, null, { renderer: "svg" });
  let current = input;
  const draw = () => chart.setOption(option(current), { notMerge: true });
  draw();
  chart.on("click", (event: { dataIndex?: number }) => {
    if (event.dataIndex !== undefined) onOpen(event.dataIndex);
  });
  const size = new ResizeObserver(() => chart.resize());
  size.observe(element);
  const theme = new MutationObserver(draw);
  theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return {
    update: (next) => {
      current = next;
      draw();
    },
    end: () => {
      size.disconnect();
      theme.disconnect();
      chart.dispose();
    },
  };
}
