import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { fetchFollowUps, type FollowUpFilter } from "@/api/follow-ups";
import { FOLLOW_UPS_KEY } from "@/live/fresh-words";
import { nowMs } from "@/ui/ticker";

/** The live connection tells of changes; this is for what it cannot know. */
const REFRESH_MS = 120_000;
const LOOK_MS = 30_000;

/** Now, twice a minute: often enough to see that something has become late. */
export function useNow(): number {
  const [now, setNow] = useState(nowMs);
  useEffect(() => {
    const timer = setInterval(() => setNow(nowMs()), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

export const useFollowUps = (filter: FollowUpFilter, enabled = true) =>
  useQuery({
    queryKey: [FOLLOW_UPS_KEY, filter],
    queryFn: () => fetchFollowUps(filter),
    enabled,
    refetchInterval: REFRESH_MS,
  });

/** What is open in my hand and in those of my teams and queues. */
export const useMyFollowUps = () => useFollowUps({ mine: true, open: true });
