import { IconPlus, IconX } from "@tabler/icons-react";
import type { Opening } from "@/api/flows";
import { useI18n } from "@/i18n/i18n";
import { Button, IconButton, Input, Select } from "@/ui";
import css from "../flows/Flows.module.css";
import { isAllDay, shortTime } from "./hours.model";
import { WeekPicture } from "./WeekPicture";

const WEEKDAYS = ["0", "1", "2", "3", "4", "5", "6"] as const;

/** Weekdays with from and to, in local time. */
export function Openings({
  openings,
  disabled = false,
  onChange,
}: {
  openings: readonly Opening[];
  disabled?: boolean;
  onChange: (openings: Opening[]) => void;
}) {
  const { t } = useI18n();
  const set = (index: number, part: Partial<Opening>) =>
    onChange(openings.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <div className={css.keys}>
      <WeekPicture openings={openings} />
      {openings.map((opening, index) => (
        <div key={index} className={css.opening}>
          <Select
            label={t("admin.flows.day")}
            disabled={disabled}
            value={String(opening.weekday)}
            options={WEEKDAYS.map((day) => ({ value: day, label: t(`admin.weekday.${day}`) }))}
            onChange={(event) => set(index, { weekday: Number(event.target.value) })}
          />
          <Input
            label={t("admin.flows.opens")}
            inputMode="numeric"
            placeholder="08:00"
            maxLength={5}
            disabled={disabled}
            value={shortTime(opening.opens)}
            onChange={(event) => set(index, { opens: event.target.value })}
          />
          <Input
            label={t("admin.flows.closes")}
            inputMode="numeric"
            placeholder="18:00"
            maxLength={5}
            disabled={disabled}
            value={shortTime(opening.closes)}
            hint={isAllDay(opening) ? t("admin.flows.allDay") : undefined}
            onChange={(event) => set(index, { closes: event.target.value })}
          />
          {!disabled && (
            <IconButton
              label={t("admin.kit.take", { name: t("admin.flows.openings") })}
              onClick={() => onChange(openings.filter((_, at) => at !== index))}
            >
              <IconX size={16} stroke={1.6} />
            </IconButton>
          )}
        </div>
      ))}
      {!disabled && (
        <Button
          kind="quiet"
          icon={<IconPlus size={16} stroke={1.6} />}
          onClick={() => onChange([...openings, { weekday: 5, opens: "09:00", closes: "13:00" }])}
        >
          {t("admin.flows.addOpening")}
        </Button>
      )}
    </div>
  );
}
