import { Link } from "@tanstack/react-router";
import { memo, useState, type ReactNode } from "react";
import type { QueueView } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { useLive } from "@/live/useLive";
import { JudgementShape, useSecond, type Judgement } from "@/ui";
import { NO_VALUE } from "@/ui/format";
import { Since } from "./Clocks";
import css from "./Wallboard.module.css";
import { ORDER_SECONDS, orderByTrouble, queueRow, type QueueRow } from "./wallboard.model";

/** Shares of the width in per cent; what is left is the name's. Fixed, so that no number moves another. */
const COLUMNS = [null, 9.5, 9.8, 11, 11, 15.7, 13, 10] as const;

/** Service level as a bar from 0 to 100 %, the target as a tick on it. */
const LevelBar = memo(function LevelBar({
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
});

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

/** A number, and the calls behind it one click away. */
const Counted = memo(function Counted({
  number,
  queue,
  outcome,
  links,
}: {
  number: number;
  queue: number;
  outcome: "answered" | "abandoned";
  links: boolean;
}) {
  const { fmt } = useI18n();
  if (!links || number === 0) return fmt.number(number);
  return (
    <Link to="/calls" search={{ queue, outcome, period: "today" }}>
      {fmt.number(number)}
    </Link>
  );
});

/** Fills its cell and is laid out by itself: a number that changes moves nothing else. */
function Cell({
  children,
  faint = false,
  title,
}: {
  children: ReactNode;
  faint?: boolean;
  title?: string;
}) {
  return (
    <td className={faint ? css.faint : undefined} title={title}>
      <span className={css.cellBox}>{children}</span>
    </td>
  );
}

function Numbers({ view, wait, level, links, stopped }: RowProps) {
  const { t, fmt } = useI18n();
  const { today } = view;
  const waits = view.waiting > 0 && view.oldest_entered_at > 0;
  return (
    <>
      <Cell faint={view.waiting === 0}>
        <span className={css.value}>{fmt.number(view.waiting)}</span>
      </Cell>
      <Cell faint={!waits}>
        <Judged judgement={wait}>
          {waits ? (
            <Since className={css.value} instant={view.oldest_entered_at} stopped={stopped} />
          ) : (
            NO_VALUE
          )}
        </Judged>
      </Cell>
      <td className={css.barCell}>
        <LevelBar
          level={view.metrics.service_level}
          target={view.service_level_target}
          judgement={level}
        />
      </td>
      <Cell title={t("wallboard.formula.level", { seconds: view.service_level_seconds })}>
        <Judged judgement={level}>{fmt.percent(view.metrics.service_level)}</Judged>
      </Cell>
      <Cell>
        <span className={css.value}>
          <Counted number={today.answered} queue={view.id} outcome="answered" links={links} />
          <span className={css.faint}> / {fmt.number(today.offered)}</span>
        </span>
      </Cell>
      <Cell faint={today.abandoned === 0}>
        <span className={css.value}>
          <Counted number={today.abandoned} queue={view.id} outcome="abandoned" links={links} />
        </span>
      </Cell>
      <Cell faint={view.staffed === 0}>
        <span className={css.value}>{fmt.number(view.staffed)}</span>
      </Cell>
    </>
  );
}

interface RowProps {
  view: QueueView;
  wait: Judgement;
  level: Judgement;
  links: boolean;
  stopped: number | null;
}

/** Drawn again when its queue changes or is judged otherwise; the wait runs by itself. */
const Row = memo(function Row(props: RowProps) {
  const { t } = useI18n();
  const { view, wait, level, links } = props;
  const quiet = view.today.offered === 0 && view.waiting === 0 && view.staffed === 0;
  return (
    <tr data-judgement={wait === "bad" || level === "bad" ? "bad" : undefined}>
      <th scope="row" className={quiet ? css.faint : undefined}>
        {links ? (
          <button type="button" className={css.press} data-panel={`queue:${view.id}`}>
            {view.name}
          </button>
        ) : (
          view.name
        )}
        {view.closed && <span className={css.shut}>{t("wallboard.closed")}</span>}
      </th>
      {quiet ? (
        <td colSpan={7} className={css.quiet}>
          {t("wallboard.idle")}
        </td>
      ) : (
        <Numbers {...props} />
      )}
    </tr>
  );
});

const Heads = memo(function Heads() {
  const { t } = useI18n();
  return (
    <thead>
      <tr>
        <th scope="col">{t("wallboard.queue")}</th>
        <th scope="col" title={t("wallboard.formula.waiting")}>
          {t("wallboard.column.waiting")}
        </th>
        <th scope="col" title={t("wallboard.formula.longest")}>
          {t("wallboard.column.longest")}
        </th>
        <th scope="col" colSpan={2} className={css.barCell} title={t("wallboard.formula.levelAll")}>
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
  );
});

/** The order of rows, made anew every few seconds or when a queue comes or goes; between, rows keep their place. */
function useOrder(rows: readonly QueueRow[], now: number): number[] {
  const key = `${Math.floor(now / 1000 / ORDER_SECONDS)}/${rows.map((row) => row.view.id).join(",")}`;
  const [order, setOrder] = useState(() => ({ key, ids: orderByTrouble(rows) }));
  if (order.key === key) return order.ids;
  const next = { key, ids: orderByTrouble(rows) };
  setOrder(next);
  return next.ids;
}

export const QueueTable = memo(function QueueTable({
  stopped,
  limit,
  links,
}: {
  /** Milliseconds at which the clocks stand; null while they run. */
  stopped: number | null;
  /** How many rows fit; the wall screen cannot scroll. */
  limit?: number | undefined;
  links: boolean;
}) {
  const { t } = useI18n();
  const second = useSecond();
  const queues = useLive((state) => state.queues);
  const now = stopped ?? second * 1000;
  const rows = [...queues.values()].map((view) => queueRow(view, now));
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
      <Heads />
      <tbody>
        {order.slice(0, fits).map((id) => {
          const row = byId.get(id);
          return (
            row && (
              <Row
                key={id}
                view={row.view}
                wait={row.wait}
                level={row.level}
                links={links}
                stopped={stopped}
              />
            )
          );
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
});
