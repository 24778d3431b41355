import type { ReactNode } from "react";
import { useI18n } from "@/i18n/i18n";
import { JudgementShape, type Judgement } from "@/ui";
import { runningClock } from "@/ui/format";
import { Age } from "./Age";
import type { WallClock } from "./clock";
import css from "./Wallboard.module.css";
import {
  WAIT_BAD_FACTOR,
  type QueueRow,
  type Totals,
  type StateCounts,
  signedIn,
  totalsOf,
} from "./wallboard.model";

function Tile({
  label,
  formula,
  judgement = "good",
  figure,
  unit,
  beside,
  below,
  clock,
}: {
  label: string;
  formula: string;
  judgement?: Judgement;
  figure: string;
  unit?: string;
  beside?: ReactNode;
  below: ReactNode;
  clock: WallClock;
}) {
  const { t } = useI18n();
  return (
    <section className={css.tile} aria-label={label} title={formula}>
      <p className={css.tileLabel}>{label}</p>
      <p className={css.giant} data-judgement={judgement}>
        {judgement !== "good" && (
          <JudgementShape judgement={judgement} size={24} label={t(`judgement.${judgement}`)} />
        )}
        <span className={css.value}>{figure}</span>
        {unit !== undefined && <small>{unit}</small>}
        {beside !== undefined && <span className={css.beside}>{beside}</span>}
      </p>
      <p className={css.below}>{below}</p>
      <Age clock={clock} />
    </section>
  );
}

function LevelTile({
  rows,
  totals,
  clock,
}: {
  rows: readonly QueueRow[];
  totals: Totals;
  clock: WallClock;
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
      {...(totals.serviceLevel === null ? {} : { unit: "%" })}
      beside={t("wallboard.level.target", { target: fmt.percent(totals.target) })}
      below={
        offered === 0
          ? t("wallboard.level.none")
          : t("wallboard.level.counted", {
              answered: fmt.number(answered),
              offered: fmt.number(offered),
            })
      }
      clock={clock}
    />
  );
}

/** The four giant numbers. */
export function Tiles({
  rows,
  counts,
  clock,
}: {
  rows: readonly QueueRow[];
  /** null: this person sees only the own state, and a count of one would be a lie. */
  counts: StateCounts | null;
  clock: WallClock;
}) {
  const { t, fmt } = useI18n();
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
        clock={clock}
      />
      <Tile
        label={t("wallboard.longest")}
        formula={t("wallboard.formula.longest")}
        judgement={worst?.wait ?? "good"}
        figure={runningClock(worst?.longest ?? null)}
        below={
          worst === null
            ? t("wallboard.longest.none")
            : t("wallboard.longest.in", {
                queue: worst.view.name,
                limit: runningClock(worst.view.service_level_seconds * WAIT_BAD_FACTOR),
              })
        }
        clock={clock}
      />
      <LevelTile rows={rows} totals={totals} clock={clock} />
      {counts && (
        <Tile
          label={t("wallboard.ready")}
          formula={t("wallboard.formula.ready")}
          figure={fmt.number(counts.ready)}
          below={t("wallboard.ready.of", { count: signedIn(counts) })}
          clock={clock}
        />
      )}
    </div>
  );
}
