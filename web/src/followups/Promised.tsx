import type { FollowUpFilter } from "@/api/follow-ups";
import { useI18n } from "@/i18n/i18n";
import css from "./FollowUps.module.css";
import { FollowUpLine } from "./FollowUpList";
import { useFollowUps, useNow } from "./useFollowUps";

/** What is promised and not done yet, of one contact or one call. Nothing where there is none. */
export function Promised({
  filter,
  className,
  heading = "label",
}: {
  filter: FollowUpFilter;
  className?: string | undefined;
  heading?: string;
}) {
  const { t } = useI18n();
  const now = useNow();
  const { data } = useFollowUps({ ...filter, open: true });
  if (!data || data.results.length === 0) return null;
  return (
    <section className={className} data-follow-ups>
      <h2 className={heading}>{t("followUp.promised")}</h2>
      <ul className={css.lines}>
        {data.results.map((row) => (
          <FollowUpLine key={row.id} row={row} now={now} within="contact" />
        ))}
      </ul>
    </section>
  );
}
