import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { fetchAlarms, type Alarm } from "@/api/floor";
import { cursorOf } from "@/api/resources";
import { TopBar } from "@/app/Shell";
import { useMay } from "@/app/session";
import { useI18n } from "@/i18n/i18n";
import {
  Button,
  Checkbox,
  Crumbs,
  EmptyState,
  ErrorState,
  JudgementShape,
  Skeleton,
  Table,
  type Column,
} from "@/ui";
import { duration, timeWithSeconds } from "@/ui/format";
import { AlarmBar } from "./AlarmBar";
import { chime, soundWanted, wantSound } from "./chime";
import { alarmWords, untilTaken } from "./alarms.model";
import css from "./Alarms.module.css";
import { useAlarms } from "./useAlarms";

function Told({ alarm }: { alarm: Alarm }) {
  const { t } = useI18n();
  if (alarm.deliveries.length === 0) return <span className="faint">–</span>;
  return (
    <span className={css.told}>
      {alarm.deliveries.map((one, index) => {
        const way = `${t(`alarms.way.${one.way}`)} ${one.address}`;
        const error = one.error ?? "";
        return (
          <span key={index} className={one.sent_at ? "muted detail" : "detail"}>
            {one.sent_at
              ? t("alarms.told.sent", { way })
              : one.next_at
                ? t("alarms.told.trying", { way, count: one.attempts ?? 0, error })
                : t("alarms.told.gaveUp", { way, error })}
          </span>
        );
      })}
    </span>
  );
}

/** Who took it and after how long, or that others had to be told. */
function Taken({ alarm }: { alarm: Alarm }) {
  const { t } = useI18n();
  const seconds = untilTaken({
    raised_at: alarm.raised_at ?? null,
    taken_at: alarm.taken_at ?? null,
  });
  return (
    <>
      {alarm.taken_by === "" ? (
        <span className="faint">{t("alarms.nobody")}</span>
      ) : (
        <span>
          {alarm.taken_by}
          {seconds !== null && (
            <span className="muted num">
              {" "}
              {t("alarms.takenAfter", { time: duration(seconds) })}
            </span>
          )}
        </span>
      )}
      {alarm.escalated_at && <div className="muted detail">{t("alarms.escalated")}</div>}
    </>
  );
}

function useColumns(): Column<Alarm>[] {
  const { t, fmt } = useI18n();
  const at = (text: string) => {
    const instant = new Date(text);
    return `${fmt.shortDate(instant)} ${timeWithSeconds(instant)}`;
  };
  return [
    {
      key: "raised",
      head: t("alarms.column.raised"),
      width: "170px",
      cell: (row) => (
        <time dateTime={row.raised_at ?? ""}>{row.raised_at ? at(row.raised_at) : ""}</time>
      ),
    },
    {
      key: "what",
      head: t("alarms.column.what"),
      cell: (row) => (
        <span className={css.what}>
          <JudgementShape
            judgement={row.severe ? "bad" : "warn"}
            size={11}
            label={t(row.severe ? "judgement.bad" : "judgement.warn")}
          />
          <span>
            <b>{row.name}</b> {alarmWords({ ...row, subject_name: row.subject_name ?? "" }, t, fmt)}
          </span>
        </span>
      ),
    },
    {
      key: "over",
      head: t("alarms.column.over"),
      width: "170px",
      cell: (row) => (row.cleared_at ? at(row.cleared_at) : <b>{t("alarms.goesOn")}</b>),
    },
    {
      key: "taken",
      head: t("alarms.column.taken"),
      width: "160px",
      cell: (row) => <Taken alarm={row} />,
    },
    { key: "told", head: t("alarms.column.told"), cell: (row) => <Told alarm={row} /> },
  ];
}

/** Every alarm there was: what, when, who took it, who was told. */
export function AlarmsPage() {
  const { t } = useI18n();
  const may = useMay();
  const open = useAlarms();
  const [sound, setSound] = useState(soundWanted);
  const columns = useColumns();
  const signature = open.map((one) => `${one.id}${one.taken_by}`).join();
  const { data, isPending, isError, error, refetch, fetchNextPage, hasNextPage } = useInfiniteQuery(
    {
      queryKey: ["alarms", "history", signature],
      queryFn: ({ pageParam }) => fetchAlarms(pageParam),
      initialPageParam: null as string | null,
      getNextPageParam: (last) => cursorOf(last.next),
      placeholderData: (before) => before,
    },
  );
  const rows = data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <>
      <TopBar
        left={
          <Crumbs parent={<Link to="/floor">{t("floor.title")}</Link>} title={t("alarms.title")} />
        }
        right={<AlarmBar alarms={open} />}
      />
      <main className={css.page}>
        <Checkbox
          label={t("alarms.sound")}
          checked={sound}
          onChange={() => {
            wantSound(!sound);
            setSound(!sound);
            if (!sound) chime();
          }}
        />
        {may("configuration.view") && (
          <p className={css.links}>
            <Link to="/admin/$room" params={{ room: "alarms" }}>
              {t("alarms.rules")}
            </Link>
          </p>
        )}
        {isPending ? (
          <Skeleton lines={[60, 60, 60]} />
        ) : isError ? (
          <ErrorState
            title={t("alarms.failed")}
            text={t("error.network")}
            details={String(error)}
            onRetry={() => void refetch()}
          />
        ) : rows.length === 0 ? (
          <EmptyState title={t("alarms.empty.title")} text={t("alarms.empty.text")} />
        ) : (
          <Table
            caption={t("alarms.history")}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
          />
        )}
        {hasNextPage && (
          <div className={css.older}>
            <Button onClick={() => void fetchNextPage()}>{t("alarms.older")}</Button>
          </div>
        )}
      </main>
    </>
  );
}
