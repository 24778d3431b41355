import { memo } from "react";
import { useI18n } from "@/i18n/i18n";
import { useLive } from "@/live/useLive";
import { JudgementShape, useSecond, type Judgement } from "@/ui";
import { NO_VALUE, runningClock } from "@/ui/format";
import { Age } from "./Age";
import { Since } from "./Clocks";
import css from "./Wallboard.module.css";
import {
  WAIT_BAD_FACTOR,
  type QueueRow,
  type Totals,
  type StateCounts,
  queueRow,
  signedIn,
  totalsOf,
} from "./wallboard.model";

/** Drawn again when one of its words changes; its clocks run by themselves. */
const Tile = memo(function Tile({
  label,
  formula,
  judgement = "good",
  figure,
  since,
  stopped,
  unit,
  beside,
  below,
}: {
  label: string;
  formula: string;
  judgement?: Judgement;
  figure?: string | undefined;
  /** In place of a figure: an instant (microseconds) from which its clock counts. */
  since?: number | undefined;
  stopped: number | null;
  unit?: string | undefined;
  beside?: string | undefined;
  below: string;
}) {
  const { t } = useI18n();
  return (
    <section className={css.tile} aria-label={label} title={formula}>
      <p className={css.tileLabel}>{label}</p>
      <p className={css.giant} data-judgement={judgement}>
        {judgement !== "good" && (
          <JudgementShape judgement={judgement} size={24} label={t(`judgement.${judgement}`)} />
        )}
        {since === undefined ? (
          <span className={css.value}>{figure}</span>
        ) : (
          <Since className={css.value} instant={since} stopped={stopped} />
        )}
        {unit !== undefined && <small>{unit}</small>}
        {beside !== undefined && <span className={css.beside}>{beside}</span>}
      </p>
      <p className={css.below}>{below}</p>
      <Age />
    </section>
  );
});

function LevelTile({
  rows,
  totals,
  stopped,
}: {
  rows: readonly QueueRow[];
  totals: Totals;
  stopped: number | null;
}) {
  const { t, fmt } = useI18n();
  const answered = rows.reduce((sum, row) => sum + row.view.today.answered, 0);
  const offered = rows.reduce((sum, row) => sum + row.view.today.offered, 0);
  const level = fmt.percent(totals.serviceLevel, 1);
  return (
    <Tile
      label={t("wallboard.level")}
      formula={t("wallboard.formula.levelAll")}
      judgement={totals.level}
      figure={totals.serviceLevel === null ? level : level.slice(0, -2)}
      unit={totals.serviceLevel === null ? undefined : "%"}
      beside={t("wallboard.level.target", { target: fmt.percent(totals.target) })}
      below={
        offered === 0
          ? t("wallboard.level.none")
          : t("wallboard.level.counted", {
              answered: fmt.number(answered),
              offered: fmt.number(offered),
            })
      }
      stopped={stopped}
    />
  );
}

/** The four giant numbers. */
export const Tiles = memo(function Tiles({
  counts,
  stopped,
}: {
  /** null: this person sees only the own state, and a count of one would be a lie. */
  counts: StateCounts | null;
  /** Milliseconds at which the clocks stand; null while they run. */
  stopped: number | null;
}) {
  const { t, fmt } = useI18n();
  const second = useSecond();
  const queues = useLive((state) => state.queues);
  const now = stopped ?? second * 1000;
  const rows = [...queues.values()].map((view) => queueRow(view, now));
  const totals = totalsOf(rows);
  const { worst } = totals;
  return (
    <div className={css.tiles} data-own={counts === null || undefined}>
      <Tile
        label={t("wallboard.waiting")}
        formula={t("wallboard.formula.waiting")}
        figure={fmt.number(totals.waiting)}
        below={
          totals.waiting === 0
            ? t("wallboard.waiting.nobody")
            : t("wallboard.waiting.in", { count: totals.waitingQueues })
        }
        stopped={stopped}
      />
      <Tile
        label={t("wallboard.longest")}
        formula={t("wallboard.formula.longest")}
        judgement={worst?.wait ?? "good"}
        figure={NO_VALUE}
        since={worst?.view.oldest_entered_at}
        below={
          worst === null
            ? t("wallboard.longest.none")
            : t("wallboard.longest.in", {
                queue: worst.view.name,
                limit: runningClock(worst.view.service_level_seconds * WAIT_BAD_FACTOR),
              })
        }
        stopped={stopped}
      />
      <LevelTile rows={rows} totals={totals} stopped={stopped} />
      {counts && (
        <Tile
          label={t("wallboard.ready")}
          formula={t("wallboard.formula.ready")}
          figure={fmt.number(counts.ready)}
          below={t("wallboard.ready.of", { count: signedIn(counts) })}
          stopped={stopped}
        />
      )}
    </div>
  );
});
