import type { Queue } from "@/api/configuration";
import type { RecordedDay } from "@/api/replays";
import { useI18n } from "@/i18n/i18n";
import { Input, Select } from "@/ui";
import { AS_IT_WAS, STAFF_MAX, type QueueWish, type Wish } from "./replay.model";
import css from "./WhatIf.module.css";

const STRATEGIES = [
  "longest_idle",
  "fewest_interactions",
  "least_occupied",
  "most_proficient",
  "round_robin",
  "weighted_random",
] as const;

function QueueRow({
  queue,
  wish,
  onChange,
}: {
  queue: Queue;
  wish: QueueWish;
  onChange: (wish: QueueWish) => void;
}) {
  const { t } = useI18n();
  const of = (what: string) => `${what}, ${queue.name}`;
  return (
    <tr>
      <th scope="row">{queue.name}</th>
      <td>
        <input
          type="number"
          className={css.number}
          min={-STAFF_MAX}
          max={STAFF_MAX}
          aria-label={of(t("replays.staff"))}
          value={wish.staff}
          onChange={(event) => onChange({ ...wish, staff: Number(event.target.value) || 0 })}
        />
      </td>
      <td>
        <select
          className={css.select}
          aria-label={of(t("replays.strategy"))}
          value={wish.strategy}
          onChange={(event) => onChange({ ...wish, strategy: event.target.value })}
        >
          <option value="">{t("replays.asItWas")}</option>
          {STRATEGIES.map((one) => (
            <option key={one} value={one}>
              {t(`replays.strategy.${one}`)}
            </option>
          ))}
        </select>
      </td>
      <td>
        <input
          type="number"
          className={css.number}
          min={0}
          max={3600}
          aria-label={of(t("replays.wrapUp"))}
          placeholder={t("replays.asItWas")}
          value={wish.wrapUpSeconds}
          onChange={(event) => onChange({ ...wish, wrapUpSeconds: event.target.value })}
        />
      </td>
      <td>
        <input
          type="checkbox"
          aria-label={of(t("replays.withoutStages"))}
          checked={wish.withoutStages}
          onChange={(event) => onChange({ ...wish, withoutStages: event.target.checked })}
        />
      </td>
    </tr>
  );
}

/** Which day, and what would have been different. */
export function WishForm({
  wish,
  days,
  queues,
  onChange,
}: {
  wish: Wish;
  days: readonly RecordedDay[];
  queues: readonly Queue[];
  onChange: (wish: Wish) => void;
}) {
  const { t, fmt } = useI18n();
  return (
    <>
      <div className={css.choice}>
        <Select
          label={t("replays.day")}
          value={wish.day}
          options={days.map((one) => ({
            value: one.day,
            label: t("replays.dayOption", {
              day: fmt.longDate(new Date(`${one.day}T12:00:00`)),
              visits: fmt.number(one.visits),
            }),
          }))}
          onChange={(event) => onChange({ ...wish, day: event.target.value })}
        />
        <Input
          label={t("replays.version")}
          hint={t("replays.version.hint")}
          optional
          inputMode="numeric"
          value={wish.version}
          onChange={(event) =>
            onChange({ ...wish, version: event.target.value.replace(/\D/g, "") })
          }
        />
      </div>
      <div className={css.scroll}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t("replays.queue")}</th>
              <th scope="col">{t("replays.staff")}</th>
              <th scope="col">{t("replays.strategy")}</th>
              <th scope="col">{t("replays.wrapUp")}</th>
              <th scope="col">{t("replays.withoutStages")}</th>
            </tr>
          </thead>
          <tbody>
            {queues.map((queue) => (
              <QueueRow
                key={queue.id}
                queue={queue}
                wish={wish.queues[queue.id] ?? AS_IT_WAS}
                onChange={(changed) =>
                  onChange({ ...wish, queues: { ...wish.queues, [queue.id]: changed } })
                }
              />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
