import { useQuery } from "@tanstack/react-query";
import { fetchLimits, type NamedLimit } from "@/api/limits";
import { TopBar } from "@/app/Shell";
import { useI18n } from "@/i18n/i18n";
import { Crumbs, EmptyState, ErrorState, JudgementShape, Skeleton, Table, type Column } from "@/ui";
import css from "../Admin.module.css";
import limits from "./Limits.module.css";
import { byGroup, standing } from "./limits.model";

function useColumns(): Column<NamedLimit>[] {
  const { t, fmt } = useI18n();
  const told = (value: number | null) => (value === null ? "–" : fmt.number(value));
  return [
    {
      key: "what",
      head: t("limits.what"),
      cell: (limit) => (
        <>
          {limit.queue && <b>{limit.queue.name}: </b>}
          {limit.protects} <code className="faint detail">{limit.name}</code>
        </>
      ),
    },
    {
      key: "most",
      head: t("limits.most"),
      figures: true,
      width: "110px",
      cell: (limit) => told(limit.value),
    },
    {
      key: "used",
      head: t("limits.used"),
      width: "110px",
      explain: t("limits.used.formula"),
      figures: true,
      cell: (limit) => {
        const judged = standing(limit);
        return (
          <>
            {judged !== "fine" && <JudgementShape judgement={judged} size={11} />}{" "}
            {told(limit.used)}
          </>
        );
      },
    },
    {
      key: "met",
      head: t("limits.met"),
      width: "140px",
      explain: t("limits.met.formula"),
      figures: true,
      cell: (limit) => told(limit.met),
    },
  ];
}

/** What everything may be at most, how much of it is used, and how often it was met. */
export function LimitsPage() {
  const { t } = useI18n();
  const columns = useColumns();
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey: ["limits"],
    queryFn: fetchLimits,
    refetchInterval: 15_000,
  });
  return (
    <>
      <TopBar left={<Crumbs title={t("admin.limits")} />} />
      <div className={css.plain} role="region" aria-label={t("admin.limits")} tabIndex={0}>
        <p className={`muted ${limits.lead}`}>{t("limits.lead")}</p>
        {isPending && <Skeleton lines={[80, 75, 82, 70]} />}
        {isError && (
          <ErrorState
            title={t("admin.kit.failed")}
            text={t("admin.kit.failed.text")}
            details={String(error)}
            onRetry={() => void refetch()}
          />
        )}
        {data?.length === 0 && <EmptyState title={t("limits.empty")} text={t("limits.lead")} />}
        {byGroup(data ?? []).map(({ group, rows }) => (
          <section key={group} className={limits.group}>
            <h2>{t(`limits.group.${group}`)}</h2>
            <Table
              caption={t(`limits.group.${group}`)}
              columns={columns}
              rows={rows}
              rowKey={(limit) => `${limit.name}/${limit.queue?.id ?? 0}`}
            />
          </section>
        ))}
      </div>
    </>
  );
}
