import { Link } from "@tanstack/react-router";
import type { Report, ReportRow, Subject } from "@/api/reports";
import { readFilters } from "@/calls/filters.model";
import { useI18n } from "@/i18n/i18n";
import { Judged } from "@/ui";
import { timeOfDay } from "@/ui/format";
import css from "./Reports.module.css";
import { behind, columnsOf, inUnit, judge, measure, splitTotals, whose } from "./report.model";

/** Below the table: why the rate is lower than the abandons beside it. */
export const ABANDONMENT_NOTE = "abandonment-note";

interface Targets {
  (queue: number | null): number | null;
}

function Cells({
  row,
  columns,
  report,
  subject,
  targets,
}: {
  row: ReportRow;
  columns: readonly string[];
  report: Report;
  subject: Subject;
  targets: Targets;
}) {
  const { t, fmt } = useI18n();
  const id = whose(row, subject)?.id ?? null;
  return columns.map((key) => {
    const definition = report.definitions[key];
    if (!definition) return null;
    const value = measure(row, key);
    const text = inUnit(value, definition, fmt);
    const search = value !== null && value > 0 ? behind(row, subject, id, key) : null;
    const judgement = judge(key, value, targets(id));
    return (
      <td key={key} data-judgement={judgement === "good" ? undefined : judgement}>
        {search ? (
          <Link to="/calls" search={readFilters(search)}>
            {text}
          </Link>
        ) : (
          <Judged judgement={judgement}>{text}</Judged>
        )}
        {key === "abandonment_rate" && (measure(row, "short_abandons") ?? 0) > 0 && (
          <a
            href={`#${ABANDONMENT_NOTE}`}
            className={css.note}
            title={t("reports.shortLeftOut", { count: measure(row, "short_abandons") ?? 0 })}
            aria-label={t("reports.shortLeftOut", { count: measure(row, "short_abandons") ?? 0 })}
          >
            *
          </a>
        )}
      </td>
    );
  });
}

/** When a row is by interval: the time, and the day where a report has several. */
function Interval({ row, days }: { row: ReportRow; days: boolean }) {
  const { fmt } = useI18n();
  const from = new Date(row.interval_start);
  const whole = Date.parse(row.interval_end) - from.getTime() >= 82_800_000;
  if (whole) return fmt.shortDate(from);
  const time = `${timeOfDay(from)} – ${timeOfDay(new Date(row.interval_end))}`;
  return days ? `${fmt.shortDate(from)}, ${time}` : time;
}

function Head({
  first,
  columns,
  report,
}: {
  first: string;
  columns: readonly string[];
  report: Report;
}) {
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {columns.map((key) => (
          <th key={key} scope="col" title={report.definitions[key]?.formula}>
            {report.definitions[key]?.name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** One row per queue or agent; one per interval when only one of them is chosen. */
export function ReportTable({
  report,
  subject,
  single,
  days,
  targets,
  onChoose,
}: {
  report: Report;
  subject: Subject;
  single: boolean;
  days: boolean;
  targets: Targets;
  onChoose: (id: number) => void;
}) {
  const { t } = useI18n();
  const columns = columnsOf(subject, report);
  const { each, all } = splitTotals(report, subject);
  const rows = single ? report.rows : each;
  const foot = single ? (each[0] ?? null) : all;
  const common = { columns, report, subject, targets };
  return (
    <table className={css.table}>
      <caption className="visually-hidden">{t("reports.title")}</caption>
      <Head
        first={t(
          single ? "reports.interval" : subject === "queues" ? "reports.queue" : "reports.agent",
        )}
        columns={columns}
        report={report}
      />
      <tbody>
        {rows.map((row) => {
          const owner = whose(row, subject);
          return (
            <tr key={single ? row.interval_start : owner?.id}>
              <th scope="row">
                {single ? (
                  <Interval row={row} days={days} />
                ) : (
                  <button type="button" onClick={() => owner && onChoose(owner.id)}>
                    {owner?.name}
                  </button>
                )}
              </th>
              <Cells row={row} {...common} />
            </tr>
          );
        })}
      </tbody>
      {foot && (
        <tfoot>
          <tr>
            <th scope="row">
              {single
                ? t("reports.whole")
                : t(subject === "queues" ? "reports.allQueues" : "reports.allAgents")}
            </th>
            <Cells row={foot} {...common} />
          </tr>
        </tfoot>
      )}
    </table>
  );
}
