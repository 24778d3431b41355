import { useI18n } from "@/i18n/i18n";
import { EmptyState, ErrorState, Skeleton } from "@/ui";
import { FollowUpList } from "./FollowUpList";
import { useMyFollowUps } from "./useFollowUps";

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
  return <FollowUpList rows={data.results} />;
}
