import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { dispositions as dispositionsApi } from "@/api/configuration";
import type { Named } from "@/api/interactions";
import { useI18n } from "@/i18n/i18n";
import { useLive } from "@/live/useLive";

const byName = (a: Named, b: Named): number => a.name.localeCompare(b.name);

/** What one can filter by, as far as this person may see it; from the live connection, so that no list is fetched for it. */
export function useNames(): { queues: Named[]; agents: Named[] } {
  const queues = useLive((state) => state.queues);
  const agents = useLive((state) => state.agents);
  return useMemo(
    () => ({
      queues: [...queues.values()].map(({ id, name }) => ({ id, name })).sort(byName),
      agents: [...agents.values()].map(({ live, name }) => ({ id: live.id, name })).sort(byName),
    }),
    [queues, agents],
  );
}

/** Dispositions in the language of the page; `queue` leaves only those that fit it. */
export function useDispositions(queue?: number | null): Named[] {
  const { locale } = useI18n();
  const { data } = useQuery({
    queryKey: [dispositionsApi.path],
    queryFn: () => dispositionsApi.all(),
    staleTime: 300_000,
  });
  return useMemo(
    () =>
      (data ?? [])
        .filter(
          (one) =>
            one.active &&
            (queue === undefined ||
              queue === null ||
              one.queues.length === 0 ||
              one.queues.includes(queue)),
        )
        .sort((a, b) => a.position - b.position)
        .map((one) => ({ id: one.id, name: locale === "de" ? one.name_de : one.name_en })),
    [data, locale, queue],
  );
}
