import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { memo, useEffect, useMemo, useSyncExternalStore } from "react";
import { fetchTrend, type MeasureDefinition } from "@/api/boards";
import type { TrendTile as Tile } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { live } from "@/live/browser";
import { useLive } from "@/live/useLive";
import { JudgementShape } from "@/ui";
import { timeOfDay } from "@/ui/format";
import { currentSecond, nowMs, subscribeSecond } from "@/ui/ticker";
import { useStopped } from "@/wallboard/clock";
import { useSize } from "@/wallboard/Clocks";
import { tvUnit } from "@/wallboard/unit";
import css from "./Boards.module.css";
import { valueWords } from "./figures";
import { addUp, chosenQueues, ofTally } from "./figures.model";
import { useScope } from "./scope";
import { TileFrame } from "./TileFrame";
import { drawingOf, withLive, type Drawing, type Point } from "./trend.model";
import { callsOf } from "./ways.model";
import { useWorld } from "./world";

const MINUTE_MS = 60_000;
/** A ratio cannot be counted on from outside: its last point is asked for again when its queues have moved, this often at most. */
const RATIO_MS = 10_000;

const currentMinute = (): number => Math.floor(currentSecond() / 60);

/** What the live state counts today; the points begin from the server's word. */
function counted(tile: Tile): number {
  const days = chosenQueues(live.state().queues, tile.queues).map((view) => view.today);
  return ofTally(tile.measure, addUp(days)) ?? 0;
}

function usePoints(tile: Tile, definition: MeasureDefinition | undefined) {
  const { measure, queues, hours, minutes } = tile;
  const { data, isError, refetch, dataUpdatedAt } = useQuery({
    queryKey: ["board-trend", measure, queues, hours, minutes],
    queryFn: async () => {
      const base = counted(tile);
      const { points } = await fetchTrend({ measure, queues, hours, minutes });
      return {
        base,
        points: points.map(({ start, end, value }): Point => ({
          start: Date.parse(start),
          end: Date.parse(end),
          value,
        })),
      };
    },
    refetchInterval: MINUTE_MS,
    staleTime: MINUTE_MS,
    placeholderData: (before) => before,
  });
  const now = useLive(() => counted(tile));
  const ratio = definition?.unit !== "count";
  const behind = data !== undefined && now !== data.base;
  useEffect(() => {
    if (!ratio || !behind) return;
    const timer = setTimeout(
      () => void refetch(),
      Math.max(0, dataUpdatedAt + RATIO_MS - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [ratio, behind, refetch, dataUpdatedAt]);
  const points = useMemo(
    () => (data ? withLive(data.points, ratio ? 0 : now - data.base, nowMs()) : null),
    [data, ratio, now],
  );
  return { points, isError };
}

interface Said {
  readonly words: (value: number | null) => string;
  readonly short: (value: number) => string;
}

function Lines({
  drawing,
  left,
  width,
  said,
}: {
  drawing: Drawing;
  left: number;
  width: number;
  said: Said;
}) {
  return (
    <>
      {drawing.up.map(({ at, value }) => (
        <g key={value}>
          <line x1={left} x2={width} y1={at} y2={at} className={css.hair} />
          <text x={0} y={at} dy="0.35em" className={css.axis}>
            {said.short(value)}
          </text>
        </g>
      ))}
      {drawing.rules.map(({ y, judgement }) => (
        <line
          key={judgement}
          x1={left}
          x2={width}
          y1={y}
          y2={y}
          className={css.rule}
          data-judgement={judgement}
        />
      ))}
      <path d={drawing.line} className={css.line} />
      <path d={drawing.step} className={css.step} />
      {drawing.alone.map(({ x, y }) => (
        <circle key={x} cx={x} cy={y} r={3} className={css.dot} />
      ))}
    </>
  );
}

/** The last value, written beside its point. */
function Last({ drawing, scale, said }: { drawing: Drawing; scale: number; said: Said }) {
  if (!drawing.last) return null;
  const { x, y, value } = drawing.last;
  return (
    <>
      <circle cx={x} cy={y} r={4 * scale} className={css.dot} />
      <text x={x + 10 * scale} y={y} dy="0.35em" className={css.lastValue}>
        {said.words(value)}
      </text>
    </>
  );
}

function Chart({
  tile,
  points,
  said,
  height,
  width,
}: {
  tile: Tile;
  points: readonly Point[];
  said: Said;
  height: number;
  width: number;
}) {
  const { tv, links } = useWorld();
  const minute = useSyncExternalStore(subscribeSecond, currentMinute) * MINUTE_MS;
  const unit = useWorld().measures.get(tile.measure)?.unit ?? "count";
  const scale = tv ? tvUnit(tv) * 1.7 : 1;
  const frame = {
    width,
    height,
    left: 46 * scale,
    right: 62 * scale,
    top: 12 * scale,
    bottom: 22 * scale,
  };
  const drawing = drawingOf(
    points,
    tile.thresholds,
    unit,
    frame,
    Math.max(minute, points.at(-1)?.start ?? 0),
  );
  const navigate = useNavigate();
  const [queue = null] = tile.queues;
  const open = ({ start, end }: Point) =>
    void navigate({
      to: "/calls",
      search: {
        ...callsOf(tile.measure, queue),
        from: new Date(start).toISOString(),
        to: new Date(end).toISOString(),
      },
    });
  return (
    <svg width={width} height={height} className={css.chart} aria-hidden>
      <Lines drawing={drawing} left={frame.left} width={width - frame.right} said={said} />
      {drawing.across.map(({ at, value }) => (
        <text key={value} x={at} y={height - 4 * scale} textAnchor="middle" className={css.axis}>
          {timeOfDay(value)}
        </text>
      ))}
      <Last drawing={drawing} scale={scale} said={said} />
      {drawing.columns.map(({ x, width: across, point }) => (
        <rect
          key={point.start}
          x={x}
          y={0}
          width={Math.max(0, across)}
          height={height}
          className={css.column}
          data-press={links || undefined}
          onClick={links && tile.queues.length < 2 ? () => open(point) : undefined}
        >
          <title>{`${timeOfDay(point.start)}–${timeOfDay(point.end)}: ${said.words(point.value)}`}</title>
        </rect>
      ))}
    </svg>
  );
}

/** The same for who cannot see the line. */
function Numbers({ points, said, title }: { points: readonly Point[]; said: Said; title: string }) {
  const { t } = useI18n();
  return (
    <table className="visually-hidden">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t("boards.trend.interval")}</th>
          <th scope="col">{t("boards.trend.value")}</th>
        </tr>
      </thead>
      <tbody>
        {points.map(({ start, end, value }) => (
          <tr key={start}>
            <th scope="row">{`${timeOfDay(start)}–${timeOfDay(end)}`}</th>
            <td>{said.words(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function useSaid(unit: MeasureDefinition["unit"]): Said {
  const { fmt } = useI18n();
  return {
    words: (value) => valueWords(value, unit, fmt, 1),
    short: (value) => valueWords(value, unit, fmt),
  };
}

/** A number over the last hours: a line, level in the interval that runs, with its last value beside it. */
export const TrendTile = memo(function TrendTile({ tile }: { tile: Tile }) {
  const { t } = useI18n();
  const definition = useWorld().measures.get(tile.measure);
  const { points, isError } = usePoints(tile, definition);
  const said = useSaid(definition?.unit ?? "count");
  const scope = useScope(tile.queues, [], false);
  const stopped = useStopped();
  const [ref, { width, height }] = useSize();
  const title = tile.title || (definition?.name ?? "");
  const empty = points?.every(({ value }) => value === null) ?? false;
  const way =
    tile.queues.length < 2
      ? ({ kind: "calls", search: callsOf(tile.measure, tile.queues[0] ?? null) } as const)
      : ({ kind: "panel", name: `tile:${tile.id}` } as const);
  return (
    <TileFrame
      title={title}
      formula={definition?.formula}
      way={way}
      aside={
        <span className={css.aside}>
          {scope} · {t("boards.trend.every", { count: tile.minutes })}
        </span>
      }
    >
      <div ref={ref} className={css.canvas} data-stale={stopped !== null || undefined}>
        {points && !empty && width > 0 && (
          <Chart tile={tile} points={points} said={said} width={width} height={height} />
        )}
        {empty && !isError && <p className="muted">{t("boards.trend.empty")}</p>}
        {isError && points === null && (
          <p className="muted">
            <JudgementShape judgement="warn" size={12} /> {t("boards.trend.failed")}
          </p>
        )}
      </div>
      {points && <Numbers points={points} said={said} title={title} />}
    </TileFrame>
  );
});
