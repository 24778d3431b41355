import type { InteractionRow } from "@/api/desk";
import { useI18n } from "@/i18n/i18n";
import { Duration, EmptyState, Table, type Column } from "@/ui";
import { timeOfDay } from "@/ui/format";
import { phoneNumber } from "@/ui/phone";
import css from "./CallerCard.module.css";
import { useMyDay } from "./MyDay";
import { useDispositionName } from "./useDesk";

export const nameOfRow = (row: InteractionRow, unknown: string): string =>
  row.contact?.name ?? (row.caller_name || phoneNumber(row.caller) || unknown);

/** Between calls: what I have done today, in my own words. */
export function IdleMiddle() {
  const { t } = useI18n();
  const { rows } = useMyDay();
  const named = useDispositionName();
  if (rows.length === 0) return <EmptyState title={t("card.nobody")} text={t("card.nobodyText")} />;
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
    <div className={css.card}>
      <header className={css.head}>
        <h2>{t("mine.title")}</h2>
        <p className="muted">{t("card.nobodyText")}</p>
      </header>
      <div className={css.rows} role="region" aria-label={t("mine.title")} tabIndex={0}>
        <Table caption={t("mine.title")} columns={columns} rows={rows} rowKey={(row) => row.id} />
      </div>
    </div>
  );
}
