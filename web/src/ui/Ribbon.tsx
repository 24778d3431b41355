import { timeOfDay } from "./format";
import css from "./Ribbon.module.css";
import { layOut, ticks, type Stretch } from "./ribbon";

/**
 * Time to scale: an agent's day, a caller's way, the last hour. The height carries the state, so it reads in grey.
 * `label` says the same in words for a screen reader.
 */
export function Ribbon({
  stretches,
  from,
  to,
  label,
  height = 14,
  axis = 0,
  now,
}: {
  stretches: readonly Stretch[];
  from: number;
  to: number;
  label: string;
  height?: number;
  /** How many times of day fit below it; 0 for none. */
  axis?: number;
  /** Marks the present. */
  now?: number;
}) {
  const place = (at: number) => `${((at - from) / (to - from)) * 100}%`;
  return (
    <div className={css.ribbon}>
      <div className={css.band} style={{ height }} role="img" aria-label={label}>
        {layOut(stretches, from, to).map((piece, index) => (
          <span
            key={index}
            className={css.piece}
            data-state={piece.state}
            title={piece.title}
            style={{ left: `${piece.left * 100}%`, width: `${piece.width * 100}%` }}
          />
        ))}
        {now !== undefined && <span className={css.now} style={{ left: place(now) }} />}
      </div>
      {axis > 0 && (
        <div className={css.axis} aria-hidden>
          {ticks(from, to, axis).map((at) => (
            <span key={at} style={{ left: place(at) }}>
              {timeOfDay(at)}
            </span>
          ))}
        </div>
      )}
    </div>
  );
}
