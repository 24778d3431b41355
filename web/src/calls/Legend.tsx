import type { PlainKey } from "@/i18n/catalogue";
import { useI18n } from "@/i18n/i18n";
import css from "./Picture.module.css";
import type { Lane, Piece } from "./picture.model";

/** Heights carry the state, as in the ribbon: [from the top, height] of a lane's 24 px. */
export const SHAPES: Record<Piece["state"], readonly [number, number]> = {
  flow: [8, 12],
  waiting: [4, 16],
  ringing: [4, 16],
  talking: [2, 20],
  hold: [2, 20],
  wrap_up: [12, 10],
  consulting: [6, 12],
  ready: [18, 4],
  not_ready: [18, 4],
  offline: [18, 4],
  recording: [9, 6],
  paused: [11, 2],
  good: [10, 4],
  warn: [8, 8],
  bad: [5, 14],
};

const WORDS: Partial<Record<Piece["state"], PlainKey>> = {
  flow: "picture.legend.flow",
  waiting: "state.waiting",
  ringing: "state.ringing",
  talking: "state.talking",
  hold: "state.hold",
  consulting: "picture.legend.consulting",
  wrap_up: "state.wrap_up",
  good: "picture.legend.good",
  warn: "picture.legend.warn",
  bad: "picture.legend.bad",
  recording: "picture.recording.recording",
  paused: "picture.recording.paused",
};

/** What the shapes of this picture mean; those that it does not hold are not explained. */
export function Legend({ lanes, hatch }: { lanes: readonly Lane[]; hatch: string }) {
  const { t } = useI18n();
  const held = new Set(lanes.flatMap((lane) => lane.pieces.map((piece) => piece.state)));
  const words = Object.entries(WORDS) as [Piece["state"], PlainKey][];
  return (
    <ul className={css.legend} aria-label={t("picture.legend")}>
      {words
        .filter(([state]) => held.has(state))
        .map(([state, key]) => (
          <li key={state}>
            <svg width="20" height="24" aria-hidden>
              <rect
                className={css.piece}
                data-state={state}
                x="2"
                width="16"
                y={SHAPES[state][0]}
                height={SHAPES[state][1]}
                {...(state === "waiting" ? { fill: `url(#${hatch})` } : {})}
              />
            </svg>
            {t(key)}
          </li>
        ))}
    </ul>
  );
}
