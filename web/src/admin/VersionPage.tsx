import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import {
  fetchDifference,
  fetchHistory,
  restoreVersion,
  type Change,
  type ConfigurationVersion,
  type Restored,
} from "@/api/configuration";
import { useMay } from "@/app/session";
import { TopBar } from "@/app/Shell";
import { useI18n } from "@/i18n/i18n";
import {
  Button,
  Crumbs,
  Dialog,
  EmptyState,
  ErrorState,
  JudgementShape,
  Notice,
  Segmented,
  Skeleton,
} from "@/ui";
import { timeWithSeconds } from "@/ui/format";
import { refusalOf } from "./kit/useThing";
import kit from "./kit/Kit.module.css";
import css from "./Admin.module.css";
import own from "./routing/Routing.module.css";

type Against = "before" | "today";

/** Changes by kind of thing, each kind once, in the order they came. */
function byKind(changes: readonly Change[]): [Change["kind"], Change[]][] {
  const groups = new Map<Change["kind"], Change[]>();
  for (const change of changes)
    groups.set(change.kind, [...(groups.get(change.kind) ?? []), change]);
  return [...groups];
}

function Changes({ from, to }: { from: number; to: number }) {
  const { t } = useI18n();
  const difference = useQuery({
    queryKey: ["/configuration/versions", from, to],
    queryFn: () => fetchDifference(from, to),
    staleTime: Infinity,
  });
  if (difference.isPending) return <Skeleton />;
  if (difference.isError)
    return (
      <ErrorState
        title={t("admin.kit.failed")}
        text={t("admin.kit.failed.text")}
        details={String(difference.error)}
        onRetry={() => void difference.refetch()}
      />
    );
  const { changes } = difference.data;
  if (changes.length === 0)
    return <EmptyState title={t("routing.versions.same")} text={t("routing.versions.same.text")} />;
  return (
    <div className={own.changes}>
      {byKind(changes).map(([kind, all]) => (
        <section key={kind}>
          <h2>{t(`admin.${kind}`)}</h2>
          <ul>
            {all.map((change) => (
              <li key={`${change.id}/${change.path}`}>
                <span className="faint detail">{t(`routing.versions.${change.action}`)}</span>
                <span>{change.sentence}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Restore({ version, latest }: { version: number; latest: number }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [asks, setAsks] = useState(false);
  const [done, setDone] = useState<Restored | null>(null);
  const restore = useMutation({
    mutationFn: () => restoreVersion(version),
    onSuccess: async (answer) => {
      setDone(answer);
      await client.invalidateQueries();
    },
  });
  const close = () => {
    setAsks(false);
    setDone(null);
    restore.reset();
  };
  return (
    <>
      <Button kind="primary" onClick={() => setAsks(true)}>
        {t("routing.restore")}
      </Button>
      <Dialog
        open={asks}
        title={t("routing.restore.title", { version })}
        onClose={close}
        actions={
          done ? (
            <Button kind="primary" onClick={close}>
              {t("action.close")}
            </Button>
          ) : (
            <>
              <Button onClick={close}>{t("action.cancel")}</Button>
              <Button kind="primary" aria-busy={restore.isPending} onClick={() => restore.mutate()}>
                {t("routing.restore.do")}
              </Button>
            </>
          )
        }
      >
        {done ? (
          <>
            <p>{t("routing.restore.done", { version: done.version, restored: done.restored })}</p>
            <ul className={own.notes}>
              {done.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </>
        ) : (
          <p>{t("routing.restore.text", { latest })}</p>
        )}
        {restore.isError && (
          <p className={kit.refused} role="alert">
            <JudgementShape judgement="bad" size={11} />{" "}
            {refusalOf(restore.error).detail ?? t("admin.kit.notSaved")}
          </p>
        )}
      </Dialog>
    </>
  );
}

function Head({ row }: { row: ConfigurationVersion }) {
  const { t, fmt } = useI18n();
  const at = new Date(row.published_at);
  return (
    <p className="muted">
      {t("routing.versions.by", {
        name: row.published_by ?? t("admin.configuration.system"),
        date: `${fmt.longDate(at)}, ${timeWithSeconds(at)}`,
      })}
      {row.restored_from !== null && (
        <> · {t("routing.versions.restored", { version: row.restored_from })}</>
      )}
    </p>
  );
}

/** One version: what it changed, how it differs from today, and going back to it. */
export function VersionPage({ version }: { version: number }) {
  const { t } = useI18n();
  const edits = useMay()("configuration.edit");
  const [against, setAgainst] = useState<Against>("before");
  const history = useQuery({ queryKey: ["/configuration/versions"], queryFn: fetchHistory });
  const rows = history.data ?? [];
  const row = rows.find((one) => one.version === version);
  const latest = rows[0]?.version ?? version;
  const former = rows.find((one) => one.version < version)?.version;
  const today = against === "today" && version !== latest;
  return (
    <>
      <TopBar
        left={
          <Crumbs
            parent={
              <Link to="/admin/$room" params={{ room: "configuration" }}>
                {t("admin.configuration")}
              </Link>
            }
            title={t("routing.versions.one", { version })}
          />
        }
        right={
          edits &&
          row?.restorable === true &&
          version !== latest && <Restore version={version} latest={latest} />
        }
      />
      <div className={css.plain}>
        {history.isPending && <Skeleton />}
        {history.isSuccess && !row && (
          <EmptyState title={t("admin.kit.gone")} text={t("routing.versions.gone")} />
        )}
        {row && (
          <>
            <div className={own.versions}>
              <Head row={row} />
              {version !== latest && (
                <Segmented
                  label={t("routing.versions.against")}
                  value={against}
                  options={[
                    { value: "before", label: t("routing.versions.against.before") },
                    { value: "today", label: t("routing.versions.against.today") },
                  ]}
                  onChange={(value) => setAgainst(value as Against)}
                />
              )}
            </div>
            {!row.restorable && <Notice tone="neutral" title={t("routing.versions.without")} />}
            {row.restorable && today && <Changes from={version} to={latest} />}
            {row.restorable && !today && former !== undefined && (
              <Changes from={former} to={version} />
            )}
            {row.restorable && !today && former === undefined && (
              <EmptyState
                title={t("routing.versions.first")}
                text={t("routing.versions.first.text")}
              />
            )}
          </>
        )}
      </div>
    </>
  );
}
