import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { fetchDay, type AgentDay } from "@/api/goals";
import { useI18n } from "@/i18n/i18n";
import { useDesk } from "./useDesk";

/**
 * History is written a moment after the event, and nothing tells a page of it: the numbers are asked for when it is there, and once
 * more for a center that has much to write.
 */
const WRITTEN_MS = [1_500, 8_000];
/** Occupancy moves without an event. */
const REFRESH_MS = 60_000;

const timeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** My numbers of today with their goals, from the code of the reports; asked again after each call and each minute. */
export function useDay(): { day: AgentDay | undefined; agent: number; stale: boolean } {
  const { input } = useDesk();
  const { locale } = useI18n();
  const agent = input.agent?.live;
  const query = useQuery({
    queryKey: ["my-numbers", agent?.id, locale],
    queryFn: () => fetchDay(agent?.id ?? 0, timeZone()),
    enabled: agent !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  const { refetch } = query;
  const today = agent?.today;
  const news = `${agent?.state} ${today?.handled} ${today?.offers_accepted} ${today?.offers_lost}`;
  useEffect(() => {
    const timers = WRITTEN_MS.map((after) => setTimeout(() => void refetch(), after));
    return () => timers.forEach(clearTimeout);
  }, [news, refetch]);
  return { day: query.data, agent: agent?.id ?? 0, stale: query.isError };
}
