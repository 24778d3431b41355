import { keepPreviousData, useQuery } from "@tanstack/react-query";
import * as configuration from "@/api/configuration";
import { flows as flowsApi, type Flow } from "@/api/flows";
import type { Resource } from "@/api/resources";
import { drafted } from "../drafting/mode";
import { useDraftMode } from "../drafting/useDraftMode";
import type { Choice } from "../kit/fields";

/** What the rooms know of each other: for choices, for names, for what a change would do. */
export interface Lists {
  queues: readonly configuration.Queue[];
  skills: readonly configuration.Skill[];
  agents: readonly configuration.Agent[];
  devices: readonly configuration.Device[];
  numbers: readonly configuration.DialledNumber[];
  teams: readonly configuration.Team[];
  hours: readonly configuration.Hours[];
  flows: readonly Flow[];
  dispositions: readonly configuration.Disposition[];
}

function useAll<T extends { id: number }>(live: Resource<T>): readonly T[] {
  const resource = drafted(live, useDraftMode());
  const { data } = useQuery({
    queryKey: [resource.path],
    queryFn: () => resource.all(),
    // Nothing that is open falls shut while the lists of a draft are on their way.
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  return data ?? [];
}

export const useLists = (): Lists => ({
  queues: useAll(configuration.queues),
  skills: useAll(configuration.skills),
  agents: useAll(configuration.agents),
  devices: useAll(configuration.devices),
  numbers: useAll(configuration.numbers),
  teams: useAll(configuration.teams),
  hours: useAll(configuration.hours),
  flows: useAll(flowsApi),
  dispositions: useAll(configuration.dispositions),
});

export const choices = (rows: readonly { id: number; name: string }[]): Choice[] =>
  [...rows]
    .sort((a, b) => a.name.localeCompare(b.name))
    .map((row) => ({ value: row.id, label: row.name }));

export const nameOf = (rows: readonly { id: number; name: string }[], id: number | null): string =>
  rows.find((row) => row.id === id)?.name ?? "–";
