import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { fetchAgentDay, type InteractionRow } from "@/api/desk";
import type { AgentDay, DayNumber } from "@/api/goals";
import type { LiveAgent } from "@/contracts/contracts.gen";
import { useI18n, type I18n } from "@/i18n/i18n";
import { toMs } from "@/live/state";
import { Button, Hint, Judged, Ribbon, stateName, useKeys, useSecond, type Stretch } from "@/ui";
import { later } from "@/ui/later";
import { barOf, behind, inUnit, LINE, lineOf, needsLook, type LineMeasure } from "./day.model";
import { DayFollowUps } from "./DayFollowUps";
import css from "./MyDay.module.css";
import { useDay } from "./useDay";
import { useDesk } from "./useDesk";

const DayTable = later(async () => (await import("./DayTable")).DayTable);

const FollowUpDrawer = later(
  async () => (await import("@/followups/FollowUpDrawer")).FollowUpDrawer,
);

const HOUR_MS = 3_600_000;

/** My interactions since I signed in, newest first; asked again when one more is handled. */
export function useMyDay(): { rows: readonly InteractionRow[] } {
  const { input } = useDesk();
  const agent = input.agent?.live;
  const since = agent ? toMs(agent.today.signed_in_at) : 0;
  const day = useQuery({
    queryKey: ["my-day", agent?.id, since, agent?.today.handled],
    queryFn: () => fetchAgentDay(agent?.id ?? 0, new Date(since)),
    enabled: agent !== undefined && since > 0,
    placeholderData: keepPreviousData,
  });
  return { rows: day.data ?? [] };
}

/** Talk and wrap-up of what is over, and what runs now, to scale. */
function stretchesOf(rows: readonly InteractionRow[], agent: LiveAgent, now: number): Stretch[] {
  const found: Stretch[] = [];
  for (const row of rows) {
    if (row.connected_at === null || row.id === agent.interaction) continue;
    const connected = Date.parse(row.connected_at);
    const talked = connected + (row.talk_seconds + row.hold_seconds) * 1000;
    found.push({ state: "talking", from: connected, to: talked });
    found.push({ state: "wrap_up", from: talked, to: talked + row.wrap_up_seconds * 1000 });
  }
  const state = stateName(agent.state);
  if (state !== "offline") found.push({ state, from: toMs(agent.state_since), to: now });
  return found;
}

/** "Goal: at most 5:00, for your team"; empty without one. */
export function goalWords({ goal, unit }: DayNumber, { t, fmt }: I18n): string {
  if (goal === null) return "";
  const target = inUnit(goal.target, unit, fmt);
  return t(`day.goal.${goal.aim}`, { target, reach: t(`day.reach.${goal.reach}`) });
}

const isOfLine = (measure: string): measure is LineMeasure => LINE.some((one) => one === measure);

/** How far to the goal: a bar as long as the number, a tick where the target is. */
export function GoalBar({ number }: { number: DayNumber }) {
  const bar = barOf(number);
  if (!bar) return <span className={css.noBar} />;
  return (
    <span className={css.bar} data-warn={needsLook(number) || undefined} aria-hidden>
      <span style={{ width: `${bar.filled * 100}%` }} />
      <i style={{ left: `${bar.tick * 100}%` }} />
    </span>
  );
}

/** One number: pointing at it says its formula and goal, pressing it opens what it counts. */
function Figure({ day, number, agent }: { day: AgentDay; number: DayNumber; agent: number }) {
  const i18n = useI18n();
  const { t, fmt } = i18n;
  const name = isOfLine(number.measure) ? t(`day.${number.measure}`) : number.name;
  const value = inUnit(number.value, number.unit, fmt);
  const goal = goalWords(number, i18n);
  return (
    <li>
      <Hint
        side="top"
        text={
          <>
            {number.formula}
            {goal !== "" && (
              <>
                <br />
                {goal}
              </>
            )}
          </>
        }
      >
        <Link
          to="/calls"
          search={behind(day, number, agent)}
          className={css.figure}
          data-measure={number.measure}
          aria-label={[`${name} ${value}`, goal, number.formula].filter(Boolean).join(". ")}
        >
          <span className={css.name}>{name}</span>{" "}
          <b>
            <Judged judgement={needsLook(number) ? "warn" : undefined}>{value}</Judged>
          </b>
          <GoalBar number={number} />
        </Link>
      </Hint>
    </li>
  );
}

/** What stands here before the numbers have come: their names and dashes. */
function Waiting() {
  const { t } = useI18n();
  return LINE.map((measure) => (
    <li key={measure}>
      <span className={css.figure}>
        <span className={css.name}>{t(`day.${measure}`)}</span>
        <b className="num">–</b>
        <span className={css.noBar} />
      </span>
    </li>
  ));
}

/** One line that answers "how is my day?", against what it should be. */
export function MyDay() {
  const { t } = useI18n();
  const { input } = useDesk();
  const { rows } = useMyDay();
  const { day, agent: id, stale } = useDay();
  const [all, setAll] = useState(false);
  const [promises, setPromises] = useState(false);
  const now = useSecond() * 1000;
  const agent = input.agent?.live;
  const signedIn = agent ? toMs(agent.today.signed_in_at) : 0;
  const from = signedIn > 0 ? signedIn : now - HOUR_MS;
  useKeys([
    { keys: "g d", label: t("day.all"), group: "desk", run: () => setAll(true) },
    { keys: "g f", label: t("followUp.go"), group: "desk", run: () => setPromises(true) },
  ]);
  return (
    <>
      <footer className={css.day} aria-label={t("day.title")}>
        <div className={css.head}>
          <h2>{t("day.title")}</h2>
          <div className={css.ways}>
            <Button kind="quiet" onClick={() => setAll(true)}>
              {t("day.more")}
            </Button>
            <DayFollowUps onOpen={() => setPromises(true)} />
          </div>
        </div>
        <ul
          className={css.figures}
          data-stale={stale || undefined}
          title={stale ? t("day.stale") : undefined}
        >
          {day ? (
            lineOf(day).map((number) => (
              <Figure key={number.measure} day={day} number={number} agent={id} />
            ))
          ) : (
            <Waiting />
          )}
        </ul>
        <div className={css.ribbon}>
          {agent && signedIn > 0 && (
            <Ribbon
              label={t("day.ribbon")}
              from={from}
              to={Math.max(now, from + HOUR_MS)}
              now={now}
              axis={6}
              stretches={stretchesOf(rows, agent, now)}
            />
          )}
        </div>
      </footer>
      {promises && (
        <Suspense>
          <FollowUpDrawer onClose={() => setPromises(false)} />
        </Suspense>
      )}
      {all && (
        <Suspense>
          <DayTable day={day} agent={id} onClose={() => setAll(false)} />
        </Suspense>
      )}
    </>
  );
}
