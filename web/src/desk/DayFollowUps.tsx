import { useI18n } from "@/i18n/i18n";
import { Button, Judged } from "@/ui";
import { countsOf } from "@/followups/followups.model";
import { useMyFollowUps, useNow } from "@/followups/useFollowUps";
import day from "./MyDay.module.css";

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
