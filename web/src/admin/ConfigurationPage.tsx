import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { fetchHistory, fetchStanding, type ConfigurationVersion } from "@/api/configuration";
import { TopBar } from "@/app/Shell";
import type { Translate } from "@/i18n/catalogue";
import { useI18n, type Formatter } from "@/i18n/i18n";
import { Crumbs, EmptyState, ErrorState, Notice, Skeleton, Table, type Column } from "@/ui";
import { timeWithSeconds } from "@/ui/format";
import css from "./Admin.module.css";

const REFRESH_MS = 5_000;

function Standing() {
  const { t } = useI18n();
  const { data } = useQuery({
    queryKey: ["/configuration"],
    queryFn: fetchStanding,
    refetchInterval: REFRESH_MS,
  });
  if (!data) return null;
  const { version, applied_version: applied, problems } = data;
  return (
    <div className={css.standing}>
      {problems.map((problem) => (
        <Notice key={problem} tone="bad" title={problem} />
      ))}
      {applied === null ? (
        <Notice tone="warn" title={t("admin.configuration.unknown")} />
      ) : applied === version ? (
        <p className="muted">{t("admin.configuration.applied", { version })}</p>
      ) : (
        <Notice tone="warn" title={t("admin.configuration.behind", { version, applied })} />
      )}
    </div>
  );
}

const CHANGED = [
  "agent",
  "team",
  "skill",
  "queue",
  "hours",
  "label",
  "center",
  "flow",
  "trunk",
  "device",
  "number",
  "bulk",
  "softphone",
  "caught_up",
  "imported",
] as const;
const RESTORED = /^restored (\d+)$/;

/** What a version was made for, in the words of the rooms; of a draft it is the draft's own name. */
function whatChanged({ changed }: ConfigurationVersion, t: Translate): string {
  const version = RESTORED.exec(changed)?.[1];
  if (version !== undefined) return t("admin.changed.restored", { version });
  const word = CHANGED.find((one) => one === changed);
  return word === undefined ? changed : t(`admin.changed.${word}`);
}

const columnsOf = (t: Translate, fmt: Formatter): Column<ConfigurationVersion>[] => [
  {
    key: "version",
    head: t("admin.configuration.version"),
    figures: true,
    width: "90px",
    cell: (row) => fmt.number(row.version),
  },
  {
    key: "when",
    head: t("admin.configuration.when"),
    width: "200px",
    cell: (row) => {
      const at = new Date(row.published_at);
      return (
        <time dateTime={row.published_at}>
          {fmt.longDate(at)}, {timeWithSeconds(at)}
        </time>
      );
    },
  },
  {
    key: "who",
    head: t("admin.configuration.who"),
    cell: (row) =>
      row.published_by ?? <span className="faint">{t("admin.configuration.system")}</span>,
  },
  {
    key: "what",
    head: t("admin.configuration.what"),
    cell: (row) => whatChanged(row, t) || <span className="faint">–</span>,
  },
];

/** Who changed what, and when; and whether the routing has it. */
export function ConfigurationPage() {
  const { t, fmt } = useI18n();
  const navigate = useNavigate();
  const history = useQuery({ queryKey: ["/configuration/versions"], queryFn: fetchHistory });
  const columns = columnsOf(t, fmt);
  const rows = history.data ?? [];
  return (
    <>
      <TopBar left={<Crumbs title={t("admin.configuration")} />} />
      <div className={css.plain}>
        <Standing />
        {history.isPending && <Skeleton />}
        {history.isError && (
          <ErrorState
            title={t("admin.kit.failed")}
            text={t("admin.kit.failed.text")}
            details={String(history.error)}
            onRetry={() => void history.refetch()}
          />
        )}
        {history.isSuccess && (
          <Table
            caption={t("admin.configuration")}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.version}
            onOpen={(row) =>
              void navigate({
                to: "/admin/$room/$id",
                params: { room: "configuration", id: String(row.version) },
              })
            }
            empty={
              <EmptyState
                title={t("admin.configuration.empty")}
                text={t("admin.configuration.empty.text")}
              />
            }
          />
        )}
      </div>
    </>
  );
}
