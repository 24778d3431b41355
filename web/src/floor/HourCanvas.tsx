import { memo, useEffect, useRef } from "react";
import { useI18n } from "@/i18n/i18n";
import { Ribbon, stateColour, useSecond, type StateName } from "@/ui";
import { duration } from "@/ui/format";
import { nowMs, subscribeSecond } from "@/ui/ticker";
import css from "./Hour.module.css";
import { bars, HOUR_MS, lengths, type Bar, type Hours } from "./hour.model";
import type { Line } from "./floor.model";

const HOUR_WIDTH = 76;
const BAR_HEIGHT = 12;
/** A pixel is most of a minute: nobody sees more. */
const EVERY_SECONDS = 5;

/** Resolved once for a drawing: a canvas knows no variables of CSS. */
function colours(element: Element): (state: StateName) => string {
  const style = getComputedStyle(element);
  const known = new Map<StateName, string>();
  return (state) => {
    let colour = known.get(state);
    if (colour === undefined) {
      colour = style.getPropertyValue(stateColour(state).slice(4, -1)).trim();
      known.set(state, colour);
    }
    return colour;
  };
}

function paintBar(pen: CanvasRenderingContext2D, bar: Bar, foot: number): void {
  const height = Math.max(1, bar.height * BAR_HEIGHT);
  if (bar.state === "hold") {
    pen.fillRect(bar.x, foot - height, bar.width, height * 0.38);
    pen.fillRect(bar.x, foot - height * 0.38, bar.width, height * 0.38);
    return;
  }
  pen.globalAlpha = bar.state === "not_ready" ? 0.6 : 1;
  pen.fillRect(bar.x, foot - height, bar.width, height);
  pen.globalAlpha = 1;
}

function paint(
  canvas: HTMLCanvasElement,
  rows: readonly (number | null)[],
  row: number,
  of: Hours,
) {
  const scale = window.devicePixelRatio;
  const height = rows.length * row;
  if (canvas.width !== HOUR_WIDTH * scale) canvas.width = HOUR_WIDTH * scale;
  if (canvas.height !== height * scale) canvas.height = height * scale;
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.clearRect(0, 0, HOUR_WIDTH, height);
  const colour = colours(canvas);
  const now = nowMs();
  rows.forEach((id, index) => {
    if (id === null) return;
    const foot = (index + 1) * row - (row - BAR_HEIGHT) / 2;
    for (const bar of bars(of.stretches(id, now), now, HOUR_WIDTH, 1)) {
      pen.fillStyle = colour(bar.state);
      paintBar(pen, bar, foot);
    }
  });
}

/**
 * The last hour of those who are seen in a column, in one canvas beside their rows: a drawing costs two milliseconds, and five hundred
 * ribbons of elements would cost the page its quickness. The panel says the same in words.
 */
export const HourCanvas = memo(function HourCanvas({
  lines,
  from,
  to,
  row,
  hours,
  loaded,
}: {
  lines: readonly Line[];
  from: number;
  to: number;
  /** Height of a row in CSS pixels. */
  row: number;
  hours: Hours;
  /** Changes when more is known of the past. */
  loaded: number;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const rows = lines.slice(from, to).map((line) => (line.kind === "agent" ? line.id : null));
    const draw = () => {
      if (canvas.current) paint(canvas.current, rows, row, hours);
    };
    draw();
    let seconds = 0;
    const end = subscribeSecond(() => {
      if (++seconds % EVERY_SECONDS === 0) draw();
    });
    // Light and dark have colours of their own.
    const themes = new MutationObserver(draw);
    themes.observe(document.documentElement, { attributes: true });
    return () => {
      end();
      themes.disconnect();
    };
  }, [lines, from, to, row, hours, loaded]);
  return (
    <canvas
      ref={canvas}
      className={css.canvas}
      aria-hidden
      style={{ top: from * row, width: HOUR_WIDTH, height: (to - from) * row }}
    />
  );
});

/** The same of one person, with its axis and in words. */
export function LastHour({ id, hours }: { id: number; hours: Hours }) {
  const { t } = useI18n();
  const now = Math.floor(useSecond() / EVERY_SECONDS) * EVERY_SECONDS * 1000;
  const stretches = hours.stretches(id, now);
  if (stretches.length === 0) return null;
  const words = lengths(stretches)
    .map(([state, length]) => `${t(`state.${state}`)} ${duration(length / 1000)}`)
    .join(", ");
  return (
    <section>
      <h3 className="label">{t("floor.hour")}</h3>
      <Ribbon stretches={stretches} from={now - HOUR_MS} to={now} label={words} axis={4} />
      <p className="muted detail num">{words}</p>
    </section>
  );
}
