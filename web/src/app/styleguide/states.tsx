import { useCallback } from "react";
import { useI18n } from "@/i18n/i18n";
import {
  Ago,
  At,
  Chip,
  Countdown,
  Duration,
  Judged,
  JudgementShape,
  Ribbon,
  stateColour,
  StateLabel,
  stateName,
  StateShape,
  Timer,
  useSecond,
  useTicking,
  type Judgement,
  type StateName,
  type Stretch,
} from "@/ui";
import { duration, percent } from "@/ui/format";
import { Part } from "./parts";
import css from "./Styleguide.module.css";

const STATES: readonly StateName[] = [
  ...(["ready", "ringing", "talking", "hold", "wrap_up"] as const),
  ...(["not_ready", "offline", "waiting"] as const),
];
const JUDGEMENTS: readonly (readonly [Judgement, number])[] = [
  ["good", 0.88],
  ["warn", 0.762],
  ["bad", 0.61],
];
const HOUR = 3_600_000;
const HOURS_SHOWN = 5;
const DAY: readonly Stretch[] = [
  { state: "ready", from: 0, to: 0.3 },
  { state: "ringing", from: 0.3, to: 0.34 },
  { state: "talking", from: 0.34, to: 1.4 },
  { state: "wrap_up", from: 1.4, to: 1.7 },
  { state: "ready", from: 1.7, to: 1.9 },
  { state: "talking", from: 1.9, to: 2.6 },
  { state: "hold", from: 2.6, to: 2.9 },
  { state: "talking", from: 2.9, to: 3.4 },
  { state: "not_ready", from: 3.4, to: 4.1 },
  { state: "waiting", from: 4.1, to: HOURS_SHOWN },
];

/** A clock among hundreds: written into the page, not drawn by React. */
function Ticking({ since }: { since: number }) {
  const ref = useTicking(
    useCallback((now: number) => duration(Math.floor((now - since) / 1000)), [since]),
  );
  return <span ref={ref} className="num" />;
}

function TimePart({ since }: { since: number }) {
  const second = useSecond();
  return (
    <Part title="Time: running clocks, finished durations">
      <div className={css.row}>
        <Timer since={since - 252_000} className={css.timer} />
        <Countdown until={since + 38_000} className={css.timer} />
        <Duration seconds={312} />
        <Duration seconds={null} />
        <At at={since} />
        <Ago at={since} />
        <Ticking since={since} />
        <span className="num faint">{second % 60}</span>
      </div>
    </Part>
  );
}

export function StatesPart({ since }: { since: number }) {
  const { locale } = useI18n();
  const from = since - HOURS_SHOWN * HOUR;
  return (
    <>
      <Part title="States: the shape carries the meaning">
        <div className={css.grid}>
          {STATES.map((state) => (
            <StateLabel key={state} state={state} />
          ))}
          <StateLabel state={stateName("on_hold")} coloured text="On hold since 0:42" />
        </div>
        <div className={css.row}>
          {STATES.map((state) => (
            <StateShape key={state} state={state} size={20} />
          ))}
          <span className={css.grey}>
            {STATES.map((state) => (
              <StateShape key={state} state={state} size={20} />
            ))}
          </span>
        </div>
        <div className={css.row}>
          {STATES.map((state) => (
            <i key={state} className={css.colour} style={{ background: stateColour(state) }} />
          ))}
        </div>
      </Part>
      <Part title="Ribbon: time to scale, at the heights we use">
        {[14, 24, 10].map((height, at) => (
          <Ribbon
            key={height}
            label="A day to scale"
            from={from}
            to={since}
            height={height}
            axis={at === 0 ? HOURS_SHOWN : 0}
            stretches={DAY.map((piece) => ({
              ...piece,
              from: from + piece.from * HOUR,
              to: from + piece.to * HOUR,
            }))}
          />
        ))}
      </Part>
      <Part title="Judgement: good is quiet">
        <div className={css.row}>
          {JUDGEMENTS.map(([judgement, share]) => (
            <span key={judgement} className={css.figure}>
              <Judged judgement={judgement}>{percent(share, locale, 1)}</Judged>
            </span>
          ))}
          {JUDGEMENTS.map(([judgement]) => (
            <JudgementShape key={judgement} judgement={judgement} size={16} label={judgement} />
          ))}
        </div>
        <div className={css.row}>
          <Chip>Draft 15</Chip>
          <Chip tone="accent">French ≥ 3</Chip>
          <Chip tone="good">Verified with PIN</Chip>
          <Chip tone="warn">Open, promised by Thu</Chip>
          <Chip tone="bad">1 to fix first</Chip>
        </div>
      </Part>
      <TimePart since={since} />
    </>
  );
}
