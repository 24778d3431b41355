import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { fetchHours } from "@/api/floor";
import { live } from "@/live/browser";
import { Hours } from "./hour.model";

const KEY = ["/agent-hours"] as const;

/** Everybody's last hour: asked for once and after each interruption, and continued by what is seen. */
export function useHours(): { hours: Hours; loaded: number } {
  const client = useQueryClient();
  const [hours] = useState(() => new Hours());
  const { data, dataUpdatedAt } = useQuery({
    queryKey: KEY,
    queryFn: fetchHours,
    staleTime: 60_000,
  });
  useEffect(() => {
    if (data) hours.load(data);
  }, [hours, data]);
  useEffect(() => {
    const see = () => hours.observe(live.state().agents);
    see();
    return live.subscribe(see);
  }, [hours]);
  useEffect(
    () =>
      live.onNews((news) => {
        if (news.kind === "connected") void client.invalidateQueries({ queryKey: KEY });
      }),
    [client],
  );
  return { hours, loaded: dataUpdatedAt };
}
