import { useI18n } from "@/i18n/i18n";
import { Section } from "@/ui";
import css from "./FollowUps.module.css";
import { FollowUpLine } from "./FollowUpList";
import { useFollowUps, useNow } from "./useFollowUps";

/** What was promised in one call, done or not; nothing where nothing was. */
export function OfCall({ interaction }: { interaction: string }) {
  const { t } = useI18n();
  const now = useNow();
  const { data } = useFollowUps({ interaction });
  if (!data || data.results.length === 0) return null;
  return (
    <Section title={t("followUp.title")}>
      <ul data-follow-ups className={css.lines}>
        {data.results.map((row) => (
          <FollowUpLine key={row.id} row={row} now={now} within="call" />
        ))}
      </ul>
    </Section>
  );
}
