import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { fetchOpenAlarms } from "@/api/floor";
import type { AlarmView } from "@/contracts/contracts.gen";
import { live } from "@/live/browser";

const KEY = ["alarms", "open"] as const;
const NONE: readonly AlarmView[] = [];

/** Every alarm that goes on: asked for at first and with each new connection, then told. */
export function useAlarms(): readonly AlarmView[] {
  const client = useQueryClient();
  const { data } = useQuery({ queryKey: KEY, queryFn: fetchOpenAlarms, staleTime: Infinity });
  useEffect(
    () =>
      live.onNews((news) => {
        if (news.kind === "alarms") client.setQueryData(KEY, news.alarms);
        if (news.kind === "connected") void client.invalidateQueries({ queryKey: KEY });
      }),
    [client],
  );
  return data ?? NONE;
}
