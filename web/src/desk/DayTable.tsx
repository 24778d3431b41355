import { Link } from "@tanstack/react-router";
import type { AgentDay, DayNumber } from "@/api/goals";
import { useI18n, type I18n } from "@/i18n/i18n";
import { Dialog, Judged, Skeleton, Table, type Column } from "@/ui";
import { behind, inUnit, needsLook, toldOf } from "./day.model";
import css from "./MyDay.module.css";
import { GoalBar, goalWords } from "./MyDay";

function columnsOf(i18n: I18n, day: AgentDay | undefined, agent: number): Column<DayNumber>[] {
  const { t, fmt } = i18n;
  return [
    {
      key: "name",
      head: t("day.number"),
      cell: (number) => (
        <span className={css.told}>
          <b>{number.name}</b>
          <span className="faint detail">{number.formula}</span>
        </span>
      ),
    },
    {
      key: "value",
      head: t("day.value"),
      figures: true,
      cell: (number) => (
        <Link
          to="/calls"
          search={day ? behind(day, number, agent) : {}}
          aria-label={t("day.open", {
            value: inUnit(number.value, number.unit, fmt, 1),
            name: number.name,
          })}
        >
          <Judged judgement={needsLook(number) ? "warn" : undefined}>
            {inUnit(number.value, number.unit, fmt, 1)}
          </Judged>
        </Link>
      ),
    },
    {
      key: "goal",
      head: t("day.goal"),
      width: "190px",
      cell: (number) =>
        number.goal && (
          <span className={css.told}>
            <GoalBar number={number} />
            <span className="muted detail">{goalWords(number, i18n)}</span>
          </span>
        ),
    },
  ];
}

/** Every number of my day, with its goal and what it means. */
export function DayTable({
  day,
  agent,
  onClose,
}: {
  day: AgentDay | undefined;
  agent: number;
  onClose: () => void;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <Dialog open title={t("day.title")} onClose={onClose}>
      <p className="muted">{t("day.says")}</p>
      {day ? (
        <div className={css.table}>
          <Table
            caption={t("day.title")}
            columns={columnsOf(i18n, day, agent)}
            rows={toldOf(day)}
            rowKey={(number) => number.measure}
            empty={<p className="muted">{t("day.nothing")}</p>}
          />
        </div>
      ) : (
        <Skeleton />
      )}
    </Dialog>
  );
}
