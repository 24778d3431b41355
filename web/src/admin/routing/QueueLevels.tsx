import type { Agent, Queue } from "@/api/configuration";
import { useI18n } from "@/i18n/i18n";
import { Select } from "@/ui";
import type { OwnProps } from "../kit/fields";
import css from "./Routing.module.css";

const LEVELS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** In which queue this agent is asked first, and in which only when those of lower levels are busy. */
export function QueueLevels({
  value,
  flat,
  disabled,
  onChange,
  queues,
}: OwnProps & { queues: readonly Queue[] }) {
  const { t } = useI18n();
  const levels = (value ?? {}) as Agent["levels"];
  const chosen = (flat["queues"] ?? []) as readonly number[];
  return (
    <div className={css.levels}>
      {queues
        .filter((queue) => chosen.includes(queue.id))
        .map((queue) => (
          <Select
            key={queue.id}
            label={t("routing.levels.of", { queue: queue.name })}
            disabled={disabled}
            value={String(levels[queue.id] ?? 1)}
            options={LEVELS.map((level) => ({
              value: String(level),
              label:
                level === 1
                  ? t("routing.levels.first")
                  : level === 9
                    ? t("routing.levels.last")
                    : String(level),
            }))}
            onChange={(event) => onChange({ ...levels, [queue.id]: Number(event.target.value) })}
          />
        ))}
    </div>
  );
}
