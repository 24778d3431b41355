import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { ApiError } from "@/api/client";
import {
  changeFollowUp,
  createFollowUp,
  deleteFollowUp,
  fetchFollowUpHands,
  type FollowUp,
  type FollowUpChange,
} from "@/api/follow-ups";
import { useMe } from "@/app/session";
import { useI18n } from "@/i18n/i18n";
import { FOLLOW_UPS_KEY } from "@/live/fresh-words";
import { useLive } from "@/live/useLive";
import { toasts, type Option } from "@/ui";
import { timeOfDay } from "@/ui/format";
import { nowMs } from "@/ui/ticker";
import { handOf, numberOf, type Hand } from "./followups.model";

const HOUR_MS = 3_600_000;

/** Why it was not done, in words. */
export const useWhyNot = (): ((error: unknown) => string) => {
  const { t } = useI18n();
  return (error) => (error instanceof ApiError ? error.message : t("followUp.notSaved"));
};

/** What one does with a row; each says what was done and can be undone. */
export interface Deeds {
  readonly tick: (row: FollowUp, done: boolean) => Promise<void>;
  readonly move: (row: FollowUp, due: number) => Promise<void>;
  readonly remove: (row: FollowUp) => Promise<void>;
}

export function useDeeds(): Deeds {
  const { t, fmt } = useI18n();
  const queries = useQueryClient();
  const whyNot = useWhyNot();
  const refresh = () => queries.invalidateQueries({ queryKey: [FOLLOW_UPS_KEY] });
  const attempt = async (deed: () => Promise<unknown>, said: string, undo?: () => void) => {
    try {
      await deed();
    } catch (error) {
      toasts.show(whyNot(error));
      return;
    }
    toasts.show(said, undo);
    await refresh();
  };
  const change = (row: FollowUp, part: FollowUpChange, said: string, undo?: () => void) =>
    attempt(() => changeFollowUp(row.id, part), said, undo);
  const tick = (row: FollowUp, done: boolean): Promise<void> =>
    change(
      row,
      { done },
      t(done ? "followUp.ticked" : "followUp.opened", { text: row.text }),
      () => void tick(row, !done),
    );
  const when = (due: number) => ({ date: fmt.shortDate(due), time: timeOfDay(due) });
  return {
    tick,
    move: (row, due) => {
      const former = Date.parse(row.due_at);
      // What was late cannot be put back: that time is over.
      const undo =
        former > nowMs()
          ? () => void change(row, { due_at: row.due_at }, t("followUp.moved", when(former)))
          : undefined;
      const moved = { due_at: new Date(due).toISOString() };
      return change(row, moved, t("followUp.moved", when(due)), undo);
    },
    remove: (row) =>
      attempt(
        () => deleteFollowUp(row.id),
        t("followUp.deleted", { text: row.text }),
        () => {
          const again = {
            text: row.text,
            due_at: row.due_at,
            agent: row.agent?.id ?? null,
            team: row.team?.id ?? null,
            queue: row.queue?.id ?? null,
            contact: row.contact?.id ?? null,
            number: numberOf(row),
            interaction: row.interaction,
          };
          void attempt(() => createFollowUp(again), t("followUp.changed"));
        },
      ),
  };
}

/** The name of the hand: mine, a colleague's, a team's, or whoever works for the queue. */
export function useHandName(): (row: Pick<FollowUp, "agent" | "team" | "queue">) => string {
  const { t } = useI18n();
  const me = useMe();
  return ({ agent, team, queue }) => {
    if (agent) return agent.id === me.agent?.id ? "" : agent.name;
    if (team) return t("followUp.hand.team", { team: team.name });
    return queue ? t("followUp.hand.queue", { queue: queue.name }) : t("followUp.hand.nobody");
  };
}

/** Who may be given one: me first, the people of its queue, teams, colleagues. `current` is in the list whatever happened meanwhile. */
export function useHands(
  queue: string,
  current?: Pick<FollowUp, "agent" | "team" | "queue">,
): readonly Option[] {
  const { t } = useI18n();
  const me = useMe();
  const colleagues = useLive((state) => state.colleagues);
  const name = useHandName();
  const hands = useQuery({
    queryKey: ["follow-up-hands"],
    queryFn: fetchFollowUpHands,
    staleTime: HOUR_MS,
  });
  const people = useMemo(
    () =>
      [...colleagues.values()]
        .filter((one) => one.id !== me.agent?.id)
        .sort((a, b) => a.name.localeCompare(b.name)),
    [colleagues, me.agent],
  );
  const own: Option[] = me.agent
    ? [{ value: `agent:${me.agent.id}`, label: t("followUp.hand.mine") }]
    : [];
  const all: Option[] = [
    ...own,
    ...(queue === "" ? [] : [{ value: "queue", label: t("followUp.hand.queue", { queue }) }]),
    ...(hands.data?.teams ?? []).map((team) => ({
      value: `team:${team.id}`,
      label: t("followUp.hand.team", { team: team.name }),
    })),
    ...people.map((one) => ({ value: `agent:${one.id}`, label: one.name })),
  ];
  if (!current) return all;
  const value: Hand = handOf(current);
  return all.some((one) => one.value === value) ? all : [{ value, label: name(current) }, ...all];
}
