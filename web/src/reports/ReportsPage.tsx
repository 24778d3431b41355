import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { csvAddress, fetchReport, type Report, type Subject } from "@/api/reports";
import { ApiError } from "@/api/client";
import { TopBar } from "@/app/Shell";
import { readFilters } from "@/calls/filters.model";
import { useNames } from "@/calls/names";
import { useI18n } from "@/i18n/i18n";
import { useLive } from "@/live/useLive";
import {
  Ago,
  Button,
  Crumbs,
  EmptyState,
  ErrorState,
  Judged,
  Segmented,
  Select,
  Skeleton,
} from "@/ui";
import { timeOfDay } from "@/ui/format";
import type { ChartInput, ChartWords } from "./chart";
import { ChartView } from "./ChartView";
import { INTERVALS, intervalOf, queryOf, readChoice, SPANS, type Choice } from "./choice.model";
import {
  behind,
  busyHours,
  judge,
  measure,
  pointsOf,
  sharedTarget,
  splitTotals,
  shortAbandonsIn,
} from "./report.model";
import { ABANDONMENT_NOTE, ReportTable } from "./ReportTable";
import css from "./Reports.module.css";

const route = getRouteApi("/shell/reports");
const REFRESH_MS = 60_000;

function Shelf({ choice, onChange }: { choice: Choice; onChange: (choice: Choice) => void }) {
  const { t } = useI18n();
  const names = useNames();
  const subject = choice.subject ?? "queues";
  const people = subject === "queues" ? names.queues : names.agents;
  const set = (part: Record<string, unknown>) => onChange(readChoice({ ...choice, ...part }));
  return (
    <div className={css.shelf} role="region" aria-label={t("reports.shelf")}>
      <Segmented
        label={t("reports.subject")}
        value={subject}
        options={(["queues", "agents"] as const).map((one) => ({
          value: one,
          label: t(`reports.${one}`),
        }))}
        onChange={(value) => set({ subject: value, only: undefined })}
      />
      <Select
        label={t(subject === "queues" ? "reports.queue" : "reports.agent")}
        value={String(choice.only ?? "")}
        options={[
          { value: "", label: t("reports.every") },
          ...people.map((one) => ({ value: String(one.id), label: one.name })),
        ]}
        onChange={(event) => set({ only: event.target.value })}
      />
      <Select
        label={t("reports.span")}
        value={choice.span ?? "today"}
        options={SPANS.map((span) => ({ value: span, label: t(`reports.span.${span}`) }))}
        onChange={(event) => set({ span: event.target.value, interval: undefined })}
      />
      <Select
        label={t("reports.interval")}
        value={intervalOf(choice)}
        options={INTERVALS.map((one) => ({ value: one, label: t(`reports.interval.${one}`) }))}
        onChange={(event) => set({ interval: event.target.value })}
      />
    </div>
  );
}

function useWords(subject: Subject, target: number | null, days: boolean): ChartWords {
  const { t, fmt } = useI18n();
  return useMemo(
    () => ({
      share: t(subject === "queues" ? "reports.serviceLevel" : "reports.occupancy"),
      offered: t("reports.offered"),
      answered: t("reports.answered"),
      abandoned: t("reports.abandoned"),
      handled: t("reports.handled"),
      target: t("reports.target", { target: fmt.percent(target) }),
      open: t("reports.openCalls"),
      amount: t("reports.calls"),
      percent: (share) => fmt.percent(share),
      number: (value) => fmt.number(value),
      time: (instant) => (days ? fmt.shortDate(new Date(instant)) : timeOfDay(new Date(instant))),
    }),
    [t, fmt, subject, target, days],
  );
}

function Headline({
  report,
  subject,
  target,
}: {
  report: Report;
  subject: Subject;
  target: number | null;
}) {
  const { t, fmt } = useI18n();
  const { each, all } = splitTotals(report, subject);
  const total = all ?? each[0];
  if (!total) return null;
  const key = subject === "queues" ? "service_level" : "occupancy";
  const share = measure(total, key);
  const count = measure(total, subject === "queues" ? "offered" : "handled") ?? 0;
  return (
    <p className={css.headline} title={report.definitions[key]?.formula}>
      <span className={css.figure}>
        <Judged judgement={judge(key, share, target)}>{fmt.percent(share, 1)}</Judged>
      </span>
      <span className="muted num">
        {report.definitions[key]?.name},{" "}
        {t(subject === "queues" ? "reports.countOffered" : "reports.countHandled", {
          count: fmt.number(count),
        })}
      </span>
    </p>
  );
}

/** Nothing happened in the period: the table would be a page of dashes. */
const isEmpty = (report: Report): boolean => report.rows.length === 0;

/** How the numbers above are made. */
function Foot({ report, subject }: { report: Report; subject: Subject }) {
  const { t } = useI18n();
  const shortAbandons = subject === "queues" ? shortAbandonsIn(report) : 0;
  return (
    <footer className={css.foot}>
      <span>
        {report.definitions[subject === "queues" ? "service_level" : "occupancy"]?.formula}
      </span>
      {shortAbandons > 0 && (
        <span id={ABANDONMENT_NOTE}>
          * {t("reports.shortLeftOut", { count: shortAbandons })}{" "}
          {report.definitions["abandonment_rate"]?.formula}
        </span>
      )}
      <span>{t(subject === "queues" ? "reports.booked.queues" : "reports.booked.agents")}</span>
      <span>{t("reports.dash")}</span>
    </footer>
  );
}

function Shown({
  report,
  choice,
  onChange,
}: {
  report: Report;
  choice: Choice;
  onChange: (choice: Choice) => void;
}) {
  const { t } = useI18n();
  const navigate = useNavigate();
  const subject = choice.subject ?? "queues";
  const queues = useLive((state) => state.queues);
  const targets = (id: number | null) =>
    subject === "agents"
      ? null
      : id === null
        ? sharedTarget([...queues.values()].map((queue) => queue.service_level_target))
        : (queues.get(id)?.service_level_target ?? null);
  const target = targets(choice.only ?? null);
  const days = intervalOf(choice) === "1d";
  const busy = useMemo(() => busyHours(report), [report]);
  const words = useWords(subject, target, days);
  const points = useMemo(() => pointsOf(busy, subject), [busy, subject]);
  const input = useMemo<ChartInput>(
    () => ({ points, agents: subject === "agents", target, words }),
    [points, subject, target, words],
  );
  const openCalls = (index: number) => {
    const point = points[index];
    const search =
      point &&
      behind(
        { interval_start: point.from, interval_end: point.to },
        subject,
        choice.only ?? null,
        subject === "queues" ? "offered" : "handled",
      );
    if (search) void navigate({ to: "/calls", search: readFilters(search) });
  };
  return (
    <>
      <Headline report={report} subject={subject} target={target} />
      {points.length > 0 ? (
        <ChartView input={input} label={t("reports.chart")} onOpen={openCalls} />
      ) : (
        <EmptyState title={t("reports.quiet.title")} text={t("reports.quiet.text")} />
      )}
      <ReportTable
        report={busy}
        subject={subject}
        single={choice.only !== undefined}
        days={choice.span === "7d" || choice.span === "30d"}
        targets={targets}
        onChoose={(only) => onChange({ ...choice, only })}
      />
      <Foot report={busy} subject={subject} />
    </>
  );
}

export function ReportsPage() {
  const { t, locale } = useI18n();
  const choice = route.useSearch();
  const navigate = useNavigate();
  const onChange = (search: Choice) => void navigate({ to: "/reports", search, replace: true });
  const subject = choice.subject ?? "queues";
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const query = () => queryOf(choice, new Date(), locale, zone);
  const report = useQuery({
    queryKey: ["report", choice, locale],
    queryFn: () => fetchReport(subject, query()),
    refetchInterval: REFRESH_MS,
    placeholderData: (before, previous) =>
      // Keep what is there while another period loads, but never agents' numbers under queues' names.
      (previous?.queryKey[1] as Choice | undefined)?.subject === choice.subject
        ? before
        : undefined,
  });
  const refusal = report.error instanceof ApiError ? report.error.message : null;
  return (
    <>
      <TopBar
        left={<Crumbs title={t("reports.title")} />}
        right={
          <>
            {report.dataUpdatedAt > 0 && (
              <span className="faint detail">
                {t("reports.asOf")} <Ago at={report.dataUpdatedAt} />
              </span>
            )}
            <Link to="/reports/what-if">{t("replays.title")}</Link>
            <Button
              icon={<IconDownload size={16} stroke={1.6} />}
              onClick={() => location.assign(csvAddress(subject, query()))}
            >
              {t("reports.csv")}
            </Button>
          </>
        }
      />
      <Shelf choice={choice} onChange={onChange} />
      <main className={css.page} aria-busy={report.isPlaceholderData}>
        {report.isPending && <Skeleton lines={[30, 95, 95, 95]} />}
        {report.isError && !report.data && (
          <ErrorState
            title={t("reports.failed")}
            text={refusal ?? t("reports.failed.text")}
            details={String(report.error)}
            onRetry={() => void report.refetch()}
          />
        )}
        {report.data &&
          (isEmpty(report.data) ? (
            <EmptyState title={t("reports.empty.title")} text={t("reports.empty.text")} />
          ) : (
            <Shown report={report.data} choice={choice} onChange={onChange} />
          ))}
      </main>
    </>
  );
}
