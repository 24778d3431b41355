import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { fetchAgentDay, type InteractionRow } from "@/api/desk";
import type { LiveAgent } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { Ribbon, stateName, useSecond, type Stretch } from "@/ui";
import { duration, timeOfDay } from "@/ui/format";
import { toMs } from "@/live/state";
import css from "./DeskPage.module.css";
import { useDesk } from "./useDesk";

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

function Figure({
  label,
  value,
  detail,
  explain,
}: {
  label: string;
  value: ReactNode;
  detail?: string;
  explain?: string;
}) {
  return (
    <div title={explain}>
      <dt>{label}</dt>
      <dd>
        <b className="num">{value}</b>{" "}
        {detail !== undefined && <span className="faint detail">{detail}</span>}
      </dd>
    </div>
  );
}

/** One line that answers "how is my day?"; every figure says its formula when one points at it. */
export function MyDay() {
  const { t, fmt } = useI18n();
  const { input } = useDesk();
  const { rows } = useMyDay();
  const now = useSecond() * 1000;
  const agent = input.agent?.live;
  const today = agent?.today;
  const signedIn = today ? toMs(today.signed_in_at) : 0;
  const mean = (microseconds: number) =>
    today && today.handled > 0 ? duration(microseconds / 1e6 / today.handled) : duration(null);
  const offers = today ? today.offers_accepted + today.offers_lost : 0;
  const from = signedIn > 0 ? signedIn : now - HOUR_MS;
  return (
    <footer className={css.day} aria-label={t("day.title")}>
      <h2>{t("day.title")}</h2>
      <dl>
        <Figure
          label={t("day.handled")}
          value={fmt.number(today?.handled)}
          {...(signedIn > 0 ? { detail: t("day.since", { time: timeOfDay(signedIn) }) } : {})}
        />
        <Figure
          label={t("day.handleTime")}
          explain={t("day.handleTimeFormula")}
          value={mean(today ? today.talking + today.on_hold + today.wrapping_up : 0)}
        />
        <Figure
          label={t("day.wrapUp")}
          explain={t("day.wrapUpFormula")}
          value={mean(today?.wrapping_up ?? 0)}
        />
        <Figure
          label={t("day.taken")}
          explain={t("day.takenFormula")}
          value={fmt.percent(today && offers > 0 ? today.offers_accepted / offers : null)}
        />
      </dl>
      <div className={css.dayRibbon}>
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
  );
}
