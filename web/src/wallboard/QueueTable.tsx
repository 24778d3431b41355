import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { useI18n } from "@/i18n/i18n";
import { JudgementShape, type Judgement } from "@/ui";
import { NO_VALUE, runningClock } from "@/ui/format";
import css from "./Wallboard.module.css";
import { ORDER_SECONDS, orderByTrouble, type QueueRow } from "./wallboard.model";

/** Shares of the width in per cent; what is left is the name's. Fixed, so that no number moves another. */
const COLUMNS = [null, 9, 11, 17, 10, 14, 11, 9] as const;

/** Service level as a bar from 0 to 100 %, the target as a tick on it. */
function LevelBar({
  level,
  target,
  judgement,
}: {
  level: number | null;
  target: number;
  judgement: Judgement;
}) {
  return (
    <span className={css.bar} aria-hidden>
      <span
        className={css.fill}
        data-judgement={judgement}
        style={{ width: `${(level ?? 0) * 100}%` }}
      />
      <span className={css.tick} style={{ left: `${target * 100}%` }} />
    </span>
  );
}

function Judged({ judgement, children }: { judgement: Judgement; children: ReactNode }) {
  const { t } = useI18n();
  return (
    <span className={css.judged} data-judgement={judgement}>
      {judgement !== "good" && (
        <JudgementShape judgement={judgement} size={11} label={t(`judgement.${judgement}`)} />
      )}
      <span className={css.value}>{children}</span>
    </span>
  );
}

function Row({ row, links }: { row: QueueRow; links: boolean }) {
  const { t, fmt } = useI18n();
  const { view } = row;
  const { today } = view;
  const quiet = today.offered === 0 && view.waiting === 0 && view.staffed === 0;
  const behind = (number: number, outcome: "answered" | "abandoned") =>
    links && number > 0 ? (
      <Link to="/calls" search={{ queue: view.id, outcome, period: "today" }}>
        {fmt.number(number)}
      </Link>
    ) : (
      fmt.number(number)
    );
  return (
    <tr data-judgement={row.wait === "bad" || row.level === "bad" ? "bad" : undefined}>
      <th scope="row" className={quiet ? css.faint : undefined}>
        {view.name}
      </th>
      {quiet ? (
        <td colSpan={7} className={css.quiet}>
          {t("wallboard.idle")}
        </td>
      ) : (
        <>
          <td className={view.waiting === 0 ? css.faint : undefined}>
            <span className={css.value}>{fmt.number(view.waiting)}</span>
          </td>
          <td className={row.longest === null ? css.faint : undefined}>
            <Judged judgement={row.wait}>
              {row.longest === null ? NO_VALUE : runningClock(row.longest)}
            </Judged>
          </td>
          <td className={css.barCell}>
            <LevelBar
              level={view.metrics.service_level}
              target={view.service_level_target}
              judgement={row.level}
            />
          </td>
          <td title={t("wallboard.formula.level", { seconds: view.service_level_seconds })}>
            <Judged judgement={row.level}>{fmt.percent(view.metrics.service_level)}</Judged>
          </td>
          <td>
            <span className={css.value}>
              {behind(today.answered, "answered")}
              <span className={css.faint}> / {fmt.number(today.offered)}</span>
            </span>
          </td>
          <td className={today.abandoned === 0 ? css.faint : undefined}>
            <span className={css.value}>{behind(today.abandoned, "abandoned")}</span>
          </td>
          <td className={view.staffed === 0 ? css.faint : undefined}>
            <span className={css.value}>{fmt.number(view.staffed)}</span>
          </td>
        </>
      )}
    </tr>
  );
}

/** The order of rows, made anew every few seconds or when a queue comes or goes; between, rows keep their place. */
function useOrder(rows: readonly QueueRow[], now: number): number[] {
  const key = `${Math.floor(now / 1000 / ORDER_SECONDS)}/${rows.map((row) => row.view.id).join(",")}`;
  const [order, setOrder] = useState(() => ({ key, ids: orderByTrouble(rows) }));
  if (order.key === key) return order.ids;
  const next = { key, ids: orderByTrouble(rows) };
  setOrder(next);
  return next.ids;
}

export function QueueTable({
  rows,
  now,
  limit,
  links,
}: {
  rows: readonly QueueRow[];
  now: number;
  /** How many rows fit; the wall screen cannot scroll. */
  limit?: number;
  links: boolean;
}) {
  const { t } = useI18n();
  const byId = new Map(rows.map((row) => [row.view.id, row]));
  const order = useOrder(rows, now);
  const fits = limit === undefined || order.length <= limit ? order.length : limit - 1;
  const rest = order.length - fits;
  return (
    <table className={css.queues}>
      <caption className="visually-hidden">{t("wallboard.queues")}</caption>
      <colgroup>
        {COLUMNS.map((share, index) => (
          <col key={index} style={share === null ? undefined : { width: `${share}%` }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{t("wallboard.queue")}</th>
          <th scope="col" title={t("wallboard.formula.waiting")}>
            {t("wallboard.column.waiting")}
          </th>
          <th scope="col" title={t("wallboard.formula.longest")}>
            {t("wallboard.column.longest")}
          </th>
          <th
            scope="col"
            colSpan={2}
            className={css.barCell}
            title={t("wallboard.formula.levelAll")}
          >
            {t("wallboard.column.level")}
          </th>
          <th scope="col" title={t("wallboard.formula.answered")}>
            {t("wallboard.column.answered")}
          </th>
          <th scope="col" title={t("wallboard.formula.abandoned")}>
            {t("wallboard.column.abandoned")}
          </th>
          <th scope="col" title={t("wallboard.formula.staffed")}>
            {t("wallboard.column.staffed")}
          </th>
        </tr>
      </thead>
      <tbody>
        {order.slice(0, fits).map((id) => {
          const row = byId.get(id);
          return row && <Row key={id} row={row} links={links} />;
        })}
        {rest > 0 && (
          <tr>
            <td colSpan={8} className={css.quiet}>
              {t("wallboard.more.queues", { count: rest })}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
