import { memo } from "react";
import type { MeasureDefinition } from "@/api/boards";
import type { NumberTile as Tile } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { useLive } from "@/live/useLive";
import { JudgementShape } from "@/ui";
import { NO_VALUE } from "@/ui/format";
import { Age } from "@/wallboard/Age";
import { useStopped } from "@/wallboard/clock";
import { Since } from "@/wallboard/Clocks";
import wall from "@/wallboard/Wallboard.module.css";
import css from "./Boards.module.css";
import { useChanged, useFigure, valueWords } from "./figures";
import { hasThresholds, MEASURES, type Figure } from "./figures.model";
import { TileFrame } from "./TileFrame";
import { useScope } from "./scope";
import { wayOf } from "./ways.model";
import { useWorld } from "./world";

/** A share from 0 to 100 % with what is wanted as a tick on it. */
function Bar({ figure, target }: { figure: Figure; target: number }) {
  return (
    <span className={`${wall.bar} ${css.bar}`} aria-hidden>
      <span
        className={wall.fill}
        data-judgement={figure.judgement}
        style={{ width: `${(figure.value ?? 0) * 100}%` }}
      />
      <span className={wall.tick} style={{ left: `${target * 100}%` }} />
    </span>
  );
}

function Giant({ figure, text, unit }: { figure: Figure; text: string; unit: string | null }) {
  const { t } = useI18n();
  const stopped = useStopped();
  const { judgement, since } = figure;
  const changed = useChanged(since === 0 ? text : String(since));
  return (
    <p className={css.giant} data-judgement={judgement}>
      {judgement !== "good" && (
        <JudgementShape judgement={judgement} size={24} label={t(`judgement.${judgement}`)} />
      )}
      <span ref={changed} className={css.figure}>
        {since === 0 ? (
          <span className={wall.value}>{text}</span>
        ) : (
          <Since className={wall.value} instant={since} stopped={stopped} />
        )}
        {unit !== null && <small>{unit}</small>}
      </span>
    </p>
  );
}

/** The tile's own bound, else the queues' goal: where the tick stands. */
const tickOf = ({ thresholds }: Tile, figure: Figure): number | null =>
  thresholds.warn ?? thresholds.bad ?? figure.target;

/** From when on somebody should look, in words. */
function useWanted(tile: Tile, figure: Figure, definition: MeasureDefinition | undefined) {
  const { t, fmt } = useI18n();
  const tick = tickOf(tile, figure);
  if (tick === null || !definition) return "";
  const bound = valueWords(tick, definition.unit, fmt);
  if (!hasThresholds(tile.thresholds)) return t("wallboard.level.target", { target: bound });
  return t(definition.better === "more" ? "boards.bound.more" : "boards.bound.less", { bound });
}

/** One giant figure, with what is wanted, for whom, and how old it is. Drawn again when it says something else. */
export const NumberTile = memo(function NumberTile({ tile }: { tile: Tile }) {
  const { t, fmt } = useI18n();
  const { measures, all } = useWorld();
  const figure = useFigure(tile);
  const scope = useScope(tile.queues, tile.teams, MEASURES[tile.measure] === "agents");
  const known = useLive((state) => state.queues.size > 0 || state.agents.size > 0);
  const definition = measures.get(tile.measure);
  const unit = definition?.unit ?? "count";
  const hidden = MEASURES[tile.measure] === "agents" && !all;
  const words = hidden || !known ? NO_VALUE : valueWords(figure.value, unit, fmt, 1);
  const share = unit === "share" && words !== NO_VALUE;
  const tick = tickOf(tile, figure);
  const wanted = useWanted(tile, figure, definition);
  return (
    <TileFrame
      title={tile.title || (definition?.name ?? "")}
      formula={definition?.formula}
      way={hidden ? null : wayOf(tile)}
    >
      <Giant
        figure={hidden ? { ...figure, since: 0, judgement: "good" } : figure}
        text={share ? words.slice(0, -2) : words}
        unit={share ? "%" : null}
      />
      {unit === "share" && tick !== null && <Bar figure={figure} target={tick} />}
      <p className={css.foot}>
        <span>
          {wanted !== "" && !hidden && <span className={css.wanted}>{wanted}</span>}
          {hidden ? t("boards.hidden") : scope}
        </span>
        <Age />
      </p>
    </TileFrame>
  );
});
