import { IconVolume } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Interaction } from "@/api/interactions";
import type { Translate } from "@/i18n/catalogue";
import { useI18n } from "@/i18n/i18n";
import { JudgementShape, Table, type Column } from "@/ui";
import { dayKey, duration, NO_VALUE, timeOfDay } from "@/ui/format";
import { originInShort, originWords } from "@/ui/origin";
import { phoneNumber } from "@/ui/phone";
import { nowMs } from "@/ui/ticker";
import css from "./Calls.module.css";

/** Who called, in words: the contact, the name the network sent, or that we do not know; and from where. */
export function useCaller(): (call: Interaction) => Record<"name" | "number" | "from", string> {
  const { t, locale } = useI18n();
  return (call) => ({
    name: call.contact?.name ?? (call.caller_name || t("calls.unknown")),
    number: call.caller === "" ? t("calls.withheld") : phoneNumber(call.caller),
    from: originWords(call.origin, locale, t),
  });
}

function Arrived({ at }: { at: string }) {
  const { fmt } = useI18n();
  const date = new Date(at);
  const today = dayKey(date) === dayKey(nowMs());
  return (
    <time dateTime={at}>
      {!today && <span className="faint">{fmt.shortDate(date)} </span>}
      {timeOfDay(date)}
    </time>
  );
}

const Faint = ({ children }: { children: ReactNode }) => <span className="faint">{children}</span>;
const orNone = (text: string | undefined): ReactNode => text ?? <Faint>{NO_VALUE}</Faint>;

function Outcome({ call }: { call: Interaction }) {
  const { t } = useI18n();
  return (
    <span className={css.outcome}>
      {(call.outcome === "abandoned" || call.outcome === "rejected") && (
        <JudgementShape judgement="warn" size={11} />
      )}
      {t(`calls.outcome.${call.outcome}`)}
    </span>
  );
}

function useColumns(withCaller: boolean): Column<Interaction>[] {
  const { t, locale } = useI18n();
  const caller = useCaller();
  const head = (key: Exclude<ColumnKey, "recording">) => t(`calls.column.${key}`);
  const callerColumns: Column<Interaction>[] = [
    {
      key: "caller",
      head: head("caller"),
      cell: (call) =>
        call.contact ? (
          <b className={css.name}>{call.contact.name}</b>
        ) : (
          <Faint>{caller(call).name}</Faint>
        ),
    },
    {
      key: "number",
      head: head("number"),
      width: "150px",
      cell: (call) => <span className="num">{caller(call).number}</span>,
    },
    {
      key: "from",
      head: head("from"),
      cell: (call) => (
        <span className={css.from} title={caller(call).from}>
          {originInShort(call.origin, locale)}
        </span>
      ),
    },
  ];
  return [
    {
      key: "when",
      head: head("when"),
      figures: true,
      width: "112px",
      cell: (call) => <Arrived at={call.arrived_at} />,
    },
    ...(withCaller ? callerColumns : []),
    { key: "queue", head: head("queue"), cell: (call) => orNone(call.queue?.name) },
    { key: "agent", head: head("agent"), cell: (call) => orNone(call.agent?.name) },
    ...timeColumns(t),
    { key: "outcome", head: head("outcome"), cell: (call) => <Outcome call={call} /> },
    {
      key: "disposition",
      head: head("disposition"),
      cell: (call) => orNone(call.disposition?.name),
    },
    {
      key: "recording",
      head: <span className="visually-hidden">{t("calls.column.recording")}</span>,
      width: "36px",
      cell: (call) =>
        call.has_recording && (
          <IconVolume
            size={16}
            stroke={1.6}
            color="var(--ink-3)"
            // An inline picture stands on the baseline and leaves room for descenders below it.
            style={{ display: "block", margin: "0 auto" }}
            aria-label={t("calls.recorded")}
          />
        ),
    },
  ];
}

type ColumnKey =
  | "when"
  | "caller"
  | "number"
  | "from"
  | "queue"
  | "agent"
  | "outcome"
  | "disposition"
  | "recording";

const timeColumns = (t: Translate): Column<Interaction>[] => [
  {
    key: "wait",
    head: t("calls.column.wait"),
    explain: t("calls.formula.wait"),
    figures: true,
    width: "84px",
    cell: (call) => duration(call.wait_seconds),
  },
  {
    key: "talk",
    head: t("calls.column.talk"),
    explain: t("calls.formula.talk"),
    figures: true,
    width: "92px",
    cell: (call) =>
      call.outcome === "answered" ? duration(call.talk_seconds) : <Faint>{NO_VALUE}</Faint>,
  },
];

/** The list of calls; the contact's timeline uses it without the caller. */
export function CallsTable({
  rows,
  onOpen,
  withCaller = true,
}: {
  rows: readonly Interaction[];
  onOpen: (call: Interaction) => void;
  withCaller?: boolean;
}) {
  const { t } = useI18n();
  const columns = useColumns(withCaller);
  return (
    <Table
      caption={t("calls.title")}
      columns={columns}
      rows={rows}
      rowKey={(call) => call.id}
      onOpen={onOpen}
    />
  );
}
