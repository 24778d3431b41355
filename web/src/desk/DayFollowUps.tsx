import { Link } from "@tanstack/react-router";
import { Suspense } from "react";
import { useI18n } from "@/i18n/i18n";
import { Button, Drawer, EmptyState, ErrorState, Judged, Skeleton } from "@/ui";
import { later } from "@/ui/later";
import { countsOf } from "@/followups/followups.model";
import css from "@/followups/FollowUps.module.css";
import { useMyFollowUps, useNow } from "@/followups/useFollowUps";
import day from "./MyDay.module.css";

const FollowUpList = later(
  async () => (await import("@/followups/FollowUpList")).FollowUpList,
  true,
);

/** What is in my hand, wherever it is shown: loading, failed, empty or the list. */
export function MyFollowUps() {
  const { t } = useI18n();
  const { data, isPending, isError, error, refetch } = useMyFollowUps();
  if (isPending) return <Skeleton />;
  if (isError && !data)
    return (
      <ErrorState
        title={t("followUp.failed")}
        text={t("followUp.failed.text")}
        details={String(error)}
        onRetry={() => void refetch()}
      />
    );
  if (data.results.length === 0)
    return <EmptyState title={t("followUp.empty")} text={t("followUp.empty.text")} />;
  return (
    <Suspense fallback={<Skeleton />}>
      <FollowUpList rows={data.results} />
    </Suspense>
  );
}

/** How many are in my hand and how many are late; pressing it opens them. */
export function DayFollowUps({ onOpen }: { onOpen: () => void }) {
  const { t } = useI18n();
  const { data } = useMyFollowUps();
  const now = useNow();
  const counts = countsOf(data?.results ?? [], now);
  return (
    <Button kind="quiet" onClick={onOpen}>
      {data ? t("followUp.open", { count: counts.open }) : t("followUp.title")}
      {counts.overdue > 0 && (
        <span className={day.late}>
          <Judged judgement="warn">{t("followUp.overdue", { count: counts.overdue })}</Judged>
        </span>
      )}
    </Button>
  );
}

/** Them all over the desk, also in a call. */
export function FollowUpDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Drawer open={open} title={t("followUp.go")} onClose={onClose}>
      <div className={css.drawer}>
        <MyFollowUps />
        <Link to="/follow-ups">{t("followUp.all")}</Link>
      </div>
    </Drawer>
  );
}
