import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { takeAlarm } from "@/api/floor";
import { ApiError } from "@/api/client";
import { useMay } from "@/app/session";
import type { AlarmView } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { Button, JudgementShape, toasts, useKeys } from "@/ui";
import { alarmWords, urgent } from "./alarms.model";
import { chime, Newcomers, soundWanted } from "./chime";
import css from "./Alarms.module.css";
import { useAlarms } from "./useAlarms";

/** The same beside a board: for a wall screen only what is said, for everybody else with who takes it. */
export function BoardAlarms({ tv = false }: { tv?: boolean }) {
  const { t, fmt } = useI18n();
  const alarms = useAlarms();
  const first = urgent(alarms) ?? alarms[0] ?? null;
  if (!first) return null;
  if (!tv) return <AlarmBar alarms={alarms} />;
  return (
    <p className={css.wall} data-severe={first.severe || undefined} role="status">
      <JudgementShape judgement={first.severe ? "bad" : "warn"} size={20} />
      <span>{alarmWords(first, t, fmt)}</span>
      {first.taken_by !== "" && <span>{t("alarms.takenBy", { name: first.taken_by })}</span>}
      {alarms.length > 1 && <span>{t("alarms.more", { count: alarms.length - 1 })}</span>}
    </p>
  );
}

/** The alarm to look at first, who takes it, and how many more there are. */
export function AlarmBar({ alarms }: { alarms: readonly AlarmView[] }) {
  const { t, fmt } = useI18n();
  const may = useMay()("alarm.take");
  const first = urgent(alarms) ?? alarms[0] ?? null;
  const [newcomers] = useState(() => new Newcomers());
  useEffect(() => {
    if (newcomers.in(alarms) > 0 && soundWanted()) chime();
  }, [newcomers, alarms]);
  const take = () => {
    if (!first) return;
    takeAlarm(first.id).then(
      () => toasts.show(t("alarms.taken")),
      (error: unknown) => {
        const why = error instanceof ApiError ? error.message : t("error.network");
        toasts.show(t("alarms.takeFailed", { why }));
      },
    );
  };
  const open = may && first?.taken_by === "";
  useKeys(open ? [{ keys: "y", label: t("floor.key.take"), group: "floor", run: take }] : []);
  return (
    <div className={css.bar}>
      <p className="visually-hidden" role="status">
        {first ? alarmWords(first, t, fmt) : ""}
      </p>
      {first && (
        <div className={css.first} data-severe={first.severe || undefined}>
          <JudgementShape
            judgement={first.severe ? "bad" : "warn"}
            size={12}
            label={t(first.severe ? "judgement.bad" : "judgement.warn")}
          />
          <span className={css.words} title={alarmWords(first, t, fmt)}>
            {alarmWords(first, t, fmt)}
          </span>
          {first.escalated_at > 0 && first.taken_by === "" && (
            <span className="muted detail">{t("alarms.escalated")}</span>
          )}
          {open ? (
            <Button keyHint="Y" onClick={take}>
              {t("alarms.take")}
            </Button>
          ) : (
            <span className="muted detail">
              {first.taken_by !== "" && t("alarms.takenBy", { name: first.taken_by })}
            </span>
          )}
        </div>
      )}
      <Link to="/floor/alarms" className={css.more}>
        {alarms.length > 1
          ? t("alarms.more", { count: alarms.length - 1 })
          : first
            ? t("alarms.title")
            : t("alarms.none")}
      </Link>
    </div>
  );
}
