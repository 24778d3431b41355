import { IconDots } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Suspense, useId, useState, type KeyboardEvent, type ReactNode } from "react";
import type { FollowUp } from "@/api/follow-ups";
import { useI18n } from "@/i18n/i18n";
import { PhoneLink } from "@/softphone/PhoneLink";
import { IconButton, Judged, Menu, type MenuGroup } from "@/ui";
import { dayKey, timeOfDay } from "@/ui/format";
import { later } from "@/ui/later";
import css from "./FollowUps.module.css";
import { choicesAt, dueOf, groupsOf, numberOf, urgencyOf, type When } from "./followups.model";
import { useDeeds, useHandName } from "./useDeeds";
import { useNow } from "./useFollowUps";

const FollowUpEdit = later(async () => (await import("./FollowUpEdit")).FollowUpEdit);

const TICK = "input[type=checkbox]";

/** Up and Down lead from tick to tick; the tick itself is the browser's own (Space). */
function tickArrows(event: KeyboardEvent<HTMLElement>): void {
  if (!(event.target instanceof HTMLElement) || !event.target.matches(TICK)) return;
  const ticks = [...event.currentTarget.querySelectorAll<HTMLElement>(TICK)];
  const at = ticks.indexOf(event.target);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  ticks[to]?.focus();
}

/** The row goes when it is done: the focus is on the next one before that, or on the one before. */
function leaveRow(tick: HTMLElement): void {
  const ticks = [...document.querySelectorAll<HTMLElement>(`[data-follow-ups] ${TICK}`)];
  const at = ticks.indexOf(tick);
  (ticks[at + 1] ?? ticks[at - 1])?.focus();
}

/** When it is due: plain as long as there is time. */
function Due({ row, now }: { row: FollowUp; now: number }) {
  const { t, fmt } = useI18n();
  const due = Date.parse(row.due_at);
  const urgency = urgencyOf(row, now);
  const today = dayKey(due) === dayKey(now);
  const words = today ? timeOfDay(due) : `${fmt.shortDate(due)}, ${timeOfDay(due)}`;
  return (
    <time className={`num ${css.due ?? ""}`} dateTime={row.due_at}>
      {urgency === "overdue" ? (
        <Judged judgement="warn">{t("followUp.late", { time: words })}</Judged>
      ) : (
        words
      )}
    </time>
  );
}

/** What the place says already, and the line need not: the contact, or the whole call. */
type Within = "contact" | "call";

/** For whom, from whom, in whose hand: what there is, in one line. */
function Detail({ row, within }: { row: FollowUp; within: Within | undefined }) {
  const { t, fmt } = useI18n();
  const hand = useHandName()(row);
  const number = numberOf(row);
  const done = row.done_at === null ? 0 : Date.parse(row.done_at);
  const parts: [string, ReactNode][] = [];
  if (within === undefined && row.contact)
    parts.push([
      "who",
      <Link key="who" to="/contacts/$id" params={{ id: String(row.contact.id) }}>
        {row.contact.name}
      </Link>,
    ]);
  if (within === undefined && number !== "" && done === 0)
    parts.push(["number", <PhoneLink key="n" number={number} name={row.contact?.name ?? ""} />]);
  if (row.interaction !== "" && within !== "call")
    parts.push([
      "call",
      <Link key="call" to="/calls/$id" params={{ id: row.interaction }}>
        {t("followUp.call")}
      </Link>,
    ]);
  if (hand !== "") parts.push(["hand", hand]);
  if (row.made_by !== "" && row.made_by !== row.agent?.name)
    parts.push(["by", t("followUp.by", { name: row.made_by })]);
  if (done > 0)
    parts.push([
      "done",
      t("followUp.doneBy", {
        name: row.done_by,
        date: fmt.shortDate(done),
        time: timeOfDay(done),
      }),
    ]);
  return (
    <span className={`muted detail ${css.parts ?? ""}`}>
      {parts.map(([key, part]) => (
        <span key={key}>{part}</span>
      ))}
    </span>
  );
}

function useMoves(row: FollowUp, now: number, onEdit: () => void): readonly MenuGroup[] {
  const { t, fmt } = useI18n();
  const { move, remove } = useDeeds();
  const label = (when: Exclude<When, "own">, due: number) =>
    when === "week"
      ? t("followUp.when.week")
      : t(`followUp.when.${when}`, { time: timeOfDay(due) });
  const moves = choicesAt(now).flatMap((when) => {
    const due = dueOf(when, now);
    if (due === null || when === "own") return [];
    const detail = fmt.shortDate(due);
    return [{ key: when, label: label(when, due), detail, onChoose: () => void move(row, due) }];
  });
  return [
    { key: "move", label: t("followUp.moveTo"), items: moves },
    {
      key: "more",
      items: [
        { key: "edit", label: t("followUp.edit"), onChoose: onEdit },
        {
          key: "delete",
          label: t("followUp.delete"),
          danger: true,
          onChoose: () => void remove(row),
        },
      ],
    },
  ];
}

function More({ row, now }: { row: FollowUp; now: number }) {
  const { t } = useI18n();
  const [edits, setEdits] = useState(false);
  const groups = useMoves(row, now, () => setEdits(true));
  return (
    <>
      <Menu
        align="end"
        groups={groups}
        trigger={(props) => (
          <IconButton label={t("followUp.menu", { text: row.text })} side="left" {...props}>
            <IconDots size={16} stroke={1.6} />
          </IconButton>
        )}
      />
      {edits && (
        <Suspense>
          <FollowUpEdit row={row} onClose={() => setEdits(false)} />
        </Suspense>
      )}
    </>
  );
}

/** One promise: ticked off, moved, changed or handed over. */
export function FollowUpLine({
  row,
  now,
  within,
}: {
  row: FollowUp;
  now: number;
  within?: Within;
}) {
  const { t } = useI18n();
  const { tick } = useDeeds();
  const [ticking, setTicking] = useState(false);
  const done = row.done_at !== null;
  const id = useId();
  return (
    <li className={css.line} data-done={done || undefined}>
      <input
        type="checkbox"
        aria-label={t("followUp.tick", { text: row.text })}
        aria-describedby={id}
        disabled={!row.may_change}
        checked={done !== ticking}
        onChange={(event) => {
          leaveRow(event.target);
          setTicking(true);
          void tick(row, !done).finally(() => setTicking(false));
        }}
      />
      <span className={css.what} id={id}>
        <b>{row.text}</b>
        <Detail row={row} within={within} />
      </span>
      {done ? <span /> : <Due row={row} now={now} />}
      {row.may_change && !done ? <More row={row} now={now} /> : <span />}
    </li>
  );
}

/** Late ones first, then today's, then the others. */
export function FollowUpList({ rows }: { rows: readonly FollowUp[] }) {
  const { t } = useI18n();
  const now = useNow();
  return (
    <div data-follow-ups className={css.groups} onKeyDown={tickArrows}>
      {groupsOf(rows, now).map(({ urgency, rows: some }) => (
        <section key={urgency}>
          <h3>
            {t(`followUp.group.${urgency}`)} <span className="num faint">{some.length}</span>
          </h3>
          <ul className={css.lines}>
            {some.map((row) => (
              <FollowUpLine key={row.id} row={row} now={now} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
