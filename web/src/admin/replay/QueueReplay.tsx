import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { queues, type Queue } from "@/api/configuration";
import { endReplay, fetchRecordedDays, fetchReplay, orderReplay } from "@/api/replays";
import { useMay } from "@/app/session";
import { useI18n } from "@/i18n/i18n";
import { figure } from "@/replays/replay.model";
import { Button, JudgementShape, Notice } from "@/ui";
import kit from "../kit/Kit.module.css";
import { changedFields, inWords, type Flat, type SectionSpec } from "../kit/fields";
import { useDraftMode } from "../drafting/useDraftMode";
import css from "./QueueReplay.module.css";
import { asked, better, lastWeek, SHOWN, together, type DayRow, type Sides } from "./week.model";
import { IDLE, WeekRun, type WeekState } from "./weekRun";

const LOOK_MS = 1_000;
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, LOOK_MS));
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

function useWeek(queue: number, changes: object, days: readonly string[]) {
  const [state, setState] = useState<WeekState>(IDLE);
  const [of, setOf] = useState("");
  const running = useRef<WeekRun | null>(null);
  // Nobody looks at it any more: the server need not go on.
  useEffect(() => () => running.current?.cancel(), []);
  const start = () => {
    running.current?.cancel();
    const order = (day: string) =>
      orderReplay({
        day,
        time_zone: zone,
        queues: [queue],
        changes: { queues: [{ id: queue, ...changes }] },
      });
    const run: WeekRun = new WeekRun(
      { order, look: fetchReplay, end: endReplay, pause },
      queue,
      (next) => {
        if (running.current === run) setState(next);
      },
    );
    running.current = run;
    setOf(JSON.stringify(changes));
    void run.run(days);
  };
  return { state, start, cancel: () => running.current?.cancel(), of };
}

function Cells({ sides }: { sides: Sides | null | undefined }) {
  const { t, fmt } = useI18n();
  if (!sides) return <td>–</td>;
  const good = better(sides);
  return (
    <td className="num" title={sides.formula}>
      {figure(sides.before, sides.unit, fmt)} → <b>{figure(sides.after, sides.unit, fmt)}</b>
      {good !== null && (
        <>
          {" "}
          <JudgementShape judgement={good ? "good" : "bad"} size={9} />
          <span className="visually-hidden">{t(good ? "replays.better" : "replays.worse")}</span>
        </>
      )}
    </td>
  );
}

/** Before and after, a number a line: of the one day, or of all together. */
function Summary({ rows }: { rows: readonly DayRow[] }) {
  const { t } = useI18n();
  const first = rows[0];
  if (!first) return null;
  const one = rows.length === 1;
  return (
    <table className={css.table}>
      <caption className="visually-hidden">{t("replay.title")}</caption>
      <thead>
        <tr>
          <th scope="col" title={one ? undefined : t("replay.together.formula")}>
            {one ? <Day row={first} /> : t("replay.together")}
          </th>
          <th scope="col">{t("replay.sides")}</th>
        </tr>
      </thead>
      <tbody>
        {SHOWN.map((key) => (
          <tr key={key}>
            <th scope="row">{first.numbers[key]?.name ?? key}</th>
            <Cells sides={one ? first.numbers[key] : together(rows, key)} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({ row }: { row: DayRow }) {
  const { t, fmt } = useI18n();
  return (
    <>
      {fmt.shortDate(new Date(`${row.day}T12:00:00`))}{" "}
      <span className="faint">{t("replay.callers", { count: row.offered })}</span>
    </>
  );
}

function Days({ rows }: { rows: readonly DayRow[] }) {
  const { t } = useI18n();
  const first = rows[0];
  if (!first || rows.length === 1) return null;
  return (
    <details>
      <summary>{t("replay.byDay")}</summary>
      <div className={css.scroll} tabIndex={0} role="group" aria-label={t("replay.byDay")}>
        <table className={css.table}>
          <caption className="visually-hidden">{t("replay.byDay")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("replays.day")}</th>
              {SHOWN.map((key) => (
                <th key={key} scope="col" title={first.numbers[key]?.formula}>
                  {first.numbers[key]?.name ?? key}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.day}>
                <th scope="row">
                  <Day row={row} />
                </th>
                {SHOWN.map((key) => (
                  <Cells key={key} sides={row.numbers[key]} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** How far the replay of the unchanged days is from what the reports say of them. */
function Honesty({ rows }: { rows: readonly DayRow[] }) {
  const { t, fmt } = useI18n();
  const level = together(rows, "service_level");
  if (!level || level.recorded === null || level.before === null) return null;
  return (
    <p className="faint detail">
      {t("replay.honest", {
        recorded: fmt.percent(level.recorded, 1),
        replayed: fmt.percent(level.before, 1),
      })}
    </p>
  );
}

function Running({ state, onCancel }: { state: WeekState; onCancel: () => void }) {
  const { t, fmt } = useI18n();
  return (
    <div className={css.running}>
      <progress max={1} value={state.progress} aria-label={t("replays.progress")} />
      <span role="status">{t("replays.running", { share: fmt.percent(state.progress) })}</span>
      <Button onClick={onCancel}>{t("replays.cancel")}</Button>
    </div>
  );
}

/** In a draft: what of this queue is otherwise than in use. */
function FromLive({
  live,
  flat,
  sections,
}: {
  live: Flat;
  flat: Flat;
  sections: readonly SectionSpec[];
}) {
  const { t } = useI18n();
  const words = { yes: t("admin.kit.yes"), no: t("admin.kit.no"), none: t("admin.kit.none") };
  const fields = changedFields(sections, live, flat);
  return (
    <section className={kit.teach}>
      <h2>{t("replay.live")}</h2>
      {fields.length === 0 && <p className="muted">{t("replay.live.same")}</p>}
      <dl className={kit.changes}>
        {fields.map((field) => (
          <div key={field.key}>
            <dt>{field.label}</dt>
            <dd>
              <del>{inWords(field, live[field.key], words)}</del>{" "}
              <ins>{inWords(field, flat[field.key], words)}</ins>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Week({
  id,
  live,
  wanted,
  labels,
}: {
  id: number;
  live: Partial<Queue>;
  wanted: Partial<Queue>;
  labels: ReadonlyMap<string, string>;
}) {
  const { t } = useI18n();
  const recorded = useQuery({ queryKey: ["replay-days"], queryFn: fetchRecordedDays });
  const days = useMemo(() => lastWeek(recorded.data ?? []), [recorded.data]);
  const { changes, left } = asked(live, wanted);
  const week = useWeek(id, changes, days);
  const { state } = week;
  const nothing = Object.keys(changes).length === 0;
  const stale = state.phase !== "idle" && week.of !== JSON.stringify(changes);
  return (
    <section className={kit.teach}>
      <h2>{t("replay.title")}</h2>
      <p className="muted">{t("replay.text")}</p>
      {recorded.isError && <p className="muted">{t("replays.failed")}</p>}
      {recorded.isSuccess && days.length === 0 && <p className="muted">{t("replays.empty")}</p>}
      {left.length > 0 && (
        <p className="detail muted">
          {t("replay.left", {
            fields: left.map((key) => labels.get(key) ?? t("replay.other")).join(", "),
          })}
        </p>
      )}
      {state.phase === "running" ? (
        <Running state={state} onCancel={week.cancel} />
      ) : (
        days.length > 0 && (
          <div className={css.running}>
            <Button onClick={week.start}>{t("replay.run", { count: days.length })}</Button>
            {nothing && <span className="faint detail">{t("replay.same")}</span>}
          </div>
        )
      )}
      {state.phase === "failed" && (
        <Notice tone="bad" title={t("replay.failed")}>
          {state.problem}
        </Notice>
      )}
      {state.phase === "cancelled" && <p className="muted">{t("replays.cancelled")}</p>}
      {stale && state.phase !== "running" && <Notice tone="warn" title={t("replay.stale")} />}
      {state.phase === "done" && state.rows.length === 0 && (
        <p className="muted">{t("replay.nobody")}</p>
      )}
      <Summary rows={state.rows} />
      <Days rows={state.rows} />
      <Honesty rows={state.rows} />
      {state.rows.length > 0 && <p className="faint detail">{t("replays.foot")}</p>}
    </section>
  );
}

/** Beside a queue's form: last week with it, and what differs from what is in use. */
export function QueueReplay({
  id,
  flat,
  sections,
  flatten,
  unflatten,
}: {
  id: number;
  flat: Flat;
  sections: readonly SectionSpec[];
  flatten: (queue: Queue) => Flat;
  unflatten: (flat: Flat) => Partial<Queue>;
}) {
  const may = useMay();
  const drafts = useDraftMode() !== null;
  const { data: live } = useQuery({
    queryKey: [queues.path, id, "live"],
    queryFn: () => queues.one(id),
    retry: false,
  });
  if (!live) return null;
  const labels = new Map(
    sections.flatMap((section) => section.fields.map((field) => [field.key, field.label] as const)),
  );
  return (
    <>
      {drafts && <FromLive live={flatten(live)} flat={flat} sections={sections} />}
      {may("report.view") && (
        <Week
          {...{ id, labels }}
          // Both through the form, which says some things otherwise than the server.
          live={unflatten(flatten(live))}
          wanted={unflatten(flat)}
        />
      )}
    </>
  );
}
