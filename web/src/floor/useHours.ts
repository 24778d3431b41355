import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { fetchHours } from "@/api/floor";
import { live } from "@/live/browser";
import { Hours } from "./hour.model";

const KEY = ["/agent-hours"] as const;

/**
 * Everybody's last hour: asked for once and after each interruption, and continued by what is seen. `loaded` changes when more is known
 * of the past.
 */
export function useHours(): { hours: Hours; loaded: number } {
  const client = useQueryClient();
  const [hours] = useState(() => new Hours());
  const { data = 0 } = useQuery({
    queryKey: KEY,
    queryFn: async () => {
      hours.load(await fetchHours());
      return Date.now();
    },
    staleTime: Infinity,
    // What it has filled goes with the page.
    gcTime: 0,
  });
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
  return { hours, loaded: data };
}
