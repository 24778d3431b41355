import { IconClipboardPlus } from "@tabler/icons-react";
import { Suspense } from "react";
import type { InteractionRow } from "@/api/desk";
import { Callbacks } from "@/callbacks/Callbacks";
import { useI18n } from "@/i18n/i18n";
import { useLive } from "@/live/useLive";
import { Button, Duration, Skeleton, Table, type Column } from "@/ui";
import { timeOfDay } from "@/ui/format";
import { later } from "@/ui/later";
import css from "./CallerCard.module.css";
import { FollowUpPlace, useNewFollowUp } from "./FollowUpPlace";
import { useMyDay } from "./MyDay";
import { nameOfRow } from "./name-of-row";
import { useDispositionName } from "./useDesk";

const MyFollowUps = later(async () => (await import("@/followups/MyFollowUps")).MyFollowUps, true);

/** What I have done today, in my own words. */
function CallsToday() {
  const { t } = useI18n();
  const { rows } = useMyDay();
  const named = useDispositionName();
  const columns: Column<InteractionRow>[] = [
    {
      key: "at",
      head: t("mine.at"),
      figures: true,
      width: "64px",
      cell: (row) => timeOfDay(new Date(row.arrived_at)),
    },
    {
      key: "who",
      head: t("mine.who"),
      cell: (row) => <b className={css.who}>{nameOfRow(row, t("phone.unknownCaller"))}</b>,
    },
    { key: "end", head: t("mine.end"), cell: (row) => named(row.disposition) || "–" },
    {
      key: "note",
      head: t("note.label"),
      cell: (row) => <span className="muted">{row.note}</span>,
    },
    {
      key: "time",
      head: t("mine.withYou"),
      figures: true,
      width: "72px",
      cell: (row) => <Duration seconds={row.talk_seconds} />,
    },
  ];
  return (
    <section>
      <h2>{t("mine.title")}</h2>
      {rows.length === 0 ? (
        <p className="muted">{t("side.noCalls")}</p>
      ) : (
        <Table caption={t("mine.title")} columns={columns} rows={rows} rowKey={(row) => row.id} />
      )}
    </section>
  );
}

/** Between calls: what is due next, and what I have done today. */
export function IdleMiddle() {
  const { t } = useI18n();
  const newFollowUp = useNewFollowUp();
  const callbacks = useLive((state) => state.callbacks);
  return (
    <div className={css.card}>
      <header className={css.head}>
        <div className={css.title}>
          <h2>{t("mine.next")}</h2>
          <span className={css.push} />
          <Button
            kind="quiet"
            keyHint="N"
            icon={<IconClipboardPlus size={16} stroke={1.6} aria-hidden />}
            onClick={newFollowUp}
          >
            {t("followUp.add")}
          </Button>
        </div>
        <p className="muted">{t("card.nobodyText")}</p>
      </header>
      <div className={css.idle} role="region" aria-label={t("mine.next")} tabIndex={0}>
        <FollowUpPlace />
        <div className={css.due}>
          <section aria-label={t("followUp.title")}>
            <Suspense fallback={<Skeleton />}>
              <MyFollowUps />
            </Suspense>
          </section>
          {callbacks.size > 0 && <Callbacks heading="label" />}
        </div>
        <CallsToday />
      </div>
    </div>
  );
}
