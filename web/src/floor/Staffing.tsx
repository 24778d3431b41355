import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError } from "@/api/client";
import { changeStaffing, fetchStaffing, type Staffing } from "@/api/floor";
import type { AgentView } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { useLive } from "@/live/useLive";
import { Button, Checkbox, Menu, StateShape, stateName, toasts } from "@/ui";
import css from "./Floor.module.css";
import { lendable } from "./floor.model";

const LENDABLE_SHOWN_MAX = 40;

const key = (agent: number) => ["/agents", agent, "queues"] as const;

/** Changes the queues of somebody and says so with the way back. */
function useStaff(): (agent: AgentView, before: Staffing, after: number[], done: string) => void {
  const { t } = useI18n();
  const client = useQueryClient();
  const change = async (agent: number, staffing: Staffing) => {
    await changeStaffing(agent, staffing);
    await client.invalidateQueries({ queryKey: key(agent) });
  };
  const failed = (error: unknown) => {
    const why = error instanceof ApiError ? error.message : t("error.network");
    toasts.show(t("floor.queuesFailed", { why }));
  };
  return (agent, before, after, done) => {
    const { id } = agent.live;
    const levels = Object.fromEntries(
      Object.entries(before.levels).filter(([queue]) => after.includes(Number(queue))),
    );
    change(id, { queues: after, levels }).then(
      () => toasts.show(done, () => void change(id, before).catch(failed)),
      failed,
    );
  };
}

/** The queues somebody works for, to be changed for the moment. */
export function QueuesOf({ agent }: { agent: AgentView }) {
  const { t } = useI18n();
  const staff = useStaff();
  const queues = useLive((state) => state.queues);
  const { id } = agent.live;
  // Asked anew when the live state says that somebody else changed it: what is saved is the whole list.
  const { data } = useQuery({
    queryKey: [...key(id), agent.queues.join()],
    queryFn: () => fetchStaffing(id),
    placeholderData: keepPreviousData,
  });
  if (!data) return null;
  const names = (ids: readonly number[]) =>
    ids
      .map((one) => queues.get(one)?.name ?? "")
      .filter(Boolean)
      .join(", ") || t("floor.queuesNone");
  return (
    <section>
      <h3 className="label">{t("floor.queuesOf")}</h3>
      <div className={css.queuesOf}>
        {[...queues.values()].map((queue) => {
          const works = data.queues.includes(queue.id);
          const after = works
            ? data.queues.filter((one) => one !== queue.id)
            : [...data.queues, queue.id];
          return (
            <Checkbox
              key={queue.id}
              label={queue.name}
              checked={works}
              onChange={() =>
                staff(
                  agent,
                  data,
                  after,
                  t("floor.queuesSet", { name: agent.name, queues: names(after) }),
                )
              }
            />
          );
        })}
      </div>
      <p className="muted detail">{t("floor.queuesSays")}</p>
    </section>
  );
}

/** Somebody of another queue helps here. */
export function Lend({ queue, name }: { queue: number; name: string }) {
  const { t } = useI18n();
  const staff = useStaff();
  const agents = useLive((state) => state.agents);
  const people = lendable(queue, agents.values()).slice(0, LENDABLE_SHOWN_MAX);
  if (people.length === 0) return <p className="muted">{t("floor.lend.none")}</p>;
  const lend = async (agent: AgentView) => {
    const before = await fetchStaffing(agent.live.id);
    staff(
      agent,
      before,
      [...before.queues, queue],
      t("floor.lent", { name: agent.name, queue: name }),
    );
  };
  return (
    <Menu
      trigger={(props) => <Button {...props}>{t("floor.lend")}</Button>}
      width={280}
      groups={[
        {
          key: "people",
          items: people.map((agent) => ({
            key: String(agent.live.id),
            label: agent.name,
            detail: t(`state.${stateName(agent.live.state)}`),
            before: <StateShape state={stateName(agent.live.state)} size={11} />,
            onChoose: () =>
              void lend(agent).catch(() =>
                toasts.show(t("floor.queuesFailed", { why: t("error.network") })),
              ),
          })),
        },
      ]}
    />
  );
}
