import { useNavigate } from "@tanstack/react-router";
import type { Draft } from "@/api/drafts";
import { TopBar } from "@/app/Shell";
import type { Translate } from "@/i18n/catalogue";
import { useI18n, type Formatter } from "@/i18n/i18n";
import { Chip, Crumbs, EmptyState, ErrorState, Skeleton, Table, type Column } from "@/ui";
import css from "../Admin.module.css";
import { useDrafts } from "./DraftBar";
import { moment } from "./moment";

const columnsOf = (t: Translate, fmt: Formatter): Column<Draft>[] => [
  {
    key: "name",
    head: t("admin.field.name"),
    cell: (draft) => (
      <>
        <b>{draft.name}</b> {draft.failure !== "" && <Chip tone="bad">{t("drafting.failed")}</Chip>}
      </>
    ),
  },
  {
    key: "count",
    head: t("drafting.changes"),
    figures: true,
    width: "110px",
    cell: (draft) => fmt.number(draft.wishes_count),
  },
  {
    key: "who",
    head: t("drafting.who"),
    cell: (draft) => draft.created_by ?? <span className="faint">–</span>,
  },
  { key: "changed", head: t("drafting.changedAt"), cell: (draft) => moment(fmt, draft.changed_at) },
  {
    key: "when",
    head: t("drafting.publishAt"),
    cell: (draft) =>
      draft.publish_at === null ? (
        <span className="faint">{t("drafting.byHand")}</span>
      ) : (
        moment(fmt, draft.publish_at)
      ),
  },
];

/** Changes that wait to be published together. */
export function DraftsPage() {
  const { t, fmt } = useI18n();
  const navigate = useNavigate();
  const drafts = useDrafts();
  return (
    <>
      <TopBar left={<Crumbs title={t("admin.drafts")} />} />
      <div className={css.plain}>
        {drafts.isPending && <Skeleton />}
        {drafts.isError && (
          <ErrorState
            title={t("admin.kit.failed")}
            text={t("admin.kit.failed.text")}
            details={String(drafts.error)}
            onRetry={() => void drafts.refetch()}
          />
        )}
        {drafts.isSuccess && (
          <Table
            caption={t("admin.drafts")}
            columns={columnsOf(t, fmt)}
            rows={drafts.data}
            rowKey={(draft) => draft.id}
            onOpen={(draft) =>
              void navigate({
                to: "/admin/$room/$id",
                params: { room: "drafts", id: String(draft.id) },
              })
            }
            empty={<EmptyState title={t("drafting.empty")} text={t("drafting.empty.text")} />}
          />
        )}
      </div>
    </>
  );
}
