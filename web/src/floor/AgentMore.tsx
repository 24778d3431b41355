import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { agents, devices, skills } from "@/api/configuration";
import { fetchInteractions } from "@/api/interactions";
import { useMay } from "@/app/session";
import { Why } from "@/calls/Decisions";
import type { AgentView } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { JudgementShape } from "@/ui";
import { duration, timeOfDay } from "@/ui/format";
import { phoneNumber } from "@/ui/phone";
import css from "./Outlook.module.css";

const CALLS_SHOWN = 5;
const LONG_MS = 300_000;

/** What somebody can do, and at which phones, by the configuration; whether a phone answers is live. */
function Equipment({ agent }: { agent: AgentView }) {
  const { t } = useI18n();
  const { id, device, reachable_devices: reachable } = agent.live;
  const known = useQuery({
    queryKey: [agents.path, id],
    queryFn: () => agents.one(id),
    staleTime: 10_000,
  });
  const names = useQuery({
    queryKey: [skills.path],
    queryFn: () => skills.all(),
    staleTime: LONG_MS,
  });
  const phones = useQuery({
    queryKey: [devices.path],
    queryFn: () => devices.all(),
    staleTime: LONG_MS,
  });
  const has = (known.data?.skills ?? []).map(
    ({ skill, level }) =>
      `${names.data?.find((one) => one.id === skill)?.name ?? `#${skill}`} ${level}`,
  );
  const own = (phones.data ?? []).filter((one) => one.agent === id);
  return (
    <>
      {has.length > 0 && (
        <section>
          <h3 className="label">{t("floor.skills")}</h3>
          <p>{has.join(", ")}</p>
        </section>
      )}
      {own.length > 0 && (
        <section>
          <h3 className="label">{t("floor.phones")}</h3>
          <ul className={css.phones}>
            {own.map((one) => {
              const there = reachable.includes(one.id);
              return (
                <li key={one.id}>
                  <JudgementShape
                    judgement={there ? "good" : one.id === device ? "bad" : "warn"}
                    size={10}
                  />
                  <span>
                    {t(`floor.phone.${one.kind}`)}
                    {one.id === device && ` (${t("floor.phone.rings")})`}
                  </span>
                  <span className="muted">
                    {t(there ? "floor.phone.there" : "floor.phone.away")}
                  </span>
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </>
  );
}

/** The last calls of somebody, each with the way to its story and to why they were asked. */
function LastCalls({ id }: { id: number }) {
  const { t } = useI18n();
  const { data } = useQuery({
    queryKey: ["/interactions", "of", id],
    queryFn: () => fetchInteractions({ agent: id, limit: CALLS_SHOWN }),
    staleTime: 10_000,
  });
  const calls = data?.results ?? [];
  if (calls.length === 0) return null;
  return (
    <section>
      <h3 className="label">{t("floor.lastCalls")}</h3>
      <ul className={css.calls}>
        {calls.map((call) => {
          const who =
            call.contact?.name ??
            (call.caller_name ||
              (call.caller === "" ? t("wallboard.withheld") : phoneNumber(call.caller)));
          return (
            <li key={call.id}>
              <time className="num muted" dateTime={call.arrived_at}>
                {timeOfDay(new Date(call.arrived_at))}
              </time>
              <Link to="/calls/$id" params={{ id: call.id }}>
                {who}
              </Link>
              <span className="num muted">{duration(call.talk_seconds)}</span>
              <div className={css.why}>
                <Why interaction={call.id} />
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What else one wants to know of somebody before one changes anything. */
export function AgentMore({ agent }: { agent: AgentView }) {
  const may = useMay();
  return (
    <>
      {may("configuration.view") && <Equipment agent={agent} />}
      {may("interaction.any") && <LastCalls id={agent.live.id} />}
    </>
  );
}
