import { useI18n } from "@/i18n/i18n";
import { Input, Segmented } from "@/ui";
import { timeOfDay } from "@/ui/format";
import { nowMs } from "@/ui/ticker";
import css from "./FollowUps.module.css";
import { choicesAt, dueOf, type When } from "./followups.model";

const isWhen = (text: string): text is When => ["today", "tomorrow", "week", "own"].includes(text);

/** The usual days by one key, any other by the browser's own field. */
export function WhenField({
  when,
  own,
  error,
  onChange,
}: {
  when: When;
  own: string;
  error: string | undefined;
  onChange: (part: { when?: When; own?: string }) => void;
}) {
  const { t } = useI18n();
  const now = nowMs();
  const label = (choice: When): string => {
    if (choice === "week" || choice === "own") return t(`followUp.when.${choice}`);
    return t(`followUp.when.${choice}`, { time: timeOfDay(dueOf(choice, now) ?? now) });
  };
  const options = choicesAt(now).map((choice) => ({ value: choice, label: label(choice) }));
  return (
    <>
      <div className={css.when}>
        <span className={css.legend} aria-hidden>
          {t("followUp.when")}
        </span>
        <Segmented
          label={t("followUp.when")}
          options={options}
          value={when}
          onChange={(value) => isWhen(value) && onChange({ when: value })}
        />
        {when !== "own" && error !== undefined && (
          <p className="detail" role="alert" style={{ color: "var(--bad)" }}>
            {error}
          </p>
        )}
      </div>
      {when === "own" && (
        <Input
          type="datetime-local"
          label={t("followUp.at")}
          value={own}
          error={error}
          onChange={(event) => onChange({ own: event.target.value })}
        />
      )}
    </>
  );
}
