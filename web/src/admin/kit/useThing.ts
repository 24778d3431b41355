import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError } from "@/api/client";
import { isOfDrafts } from "../drafting/mode";
import type { AnyRoom, Thing } from "./room";

/** All things of a room; the same key everywhere, so that lists and choices share one load. */
export const useThings = (room: Pick<AnyRoom, "resource">) =>
  useQuery({
    queryKey: [room.resource.path],
    queryFn: () => room.resource.all(),
    staleTime: 30_000,
  });

export const useThing = (room: AnyRoom, id: number | null) =>
  useQuery({
    queryKey: [room.resource.path, id],
    queryFn: () => room.resource.one(id ?? 0),
    enabled: id !== null,
    // Into or out of a draft the form stays, with what is typed in it; the draft's own values come when they are there.
    placeholderData: (before, query) => (query?.queryKey[1] === id ? before : undefined),
    // What one edits does not change below the hands.
    staleTime: Infinity,
    gcTime: 0,
  });

/** Saving, deleting; both make every list that may show it load again. */
export function useSave(room: AnyRoom) {
  const client = useQueryClient();
  const done = async () => {
    await client.invalidateQueries({ queryKey: [room.resource.path], exact: true });
    // In a draft one thing may show itself in another's list.
    if (isOfDrafts(room.resource.path))
      await client.invalidateQueries({
        predicate: ({ queryKey }) =>
          isOfDrafts(queryKey[0]) && (queryKey.length === 1 || queryKey[1] === "outlook"),
      });
  };
  const save = useMutation({
    mutationFn: ({ id, part }: { id: number | null; part: Partial<Thing> }) =>
      id === null ? room.resource.create(part) : room.resource.change(id, part),
    onSuccess: async (thing) => {
      client.setQueryData([room.resource.path, thing.id], thing);
      await done();
    },
  });
  const remove = useMutation({
    mutationFn: (id: number) => room.resource.remove(id),
    onSuccess: done,
  });
  return { save, remove };
}

/** By field what the server refused, and the sentence for the whole. */
export function refusalOf(error: unknown): {
  detail: string | null;
  errors: Record<string, string[]>;
} {
  if (!(error instanceof ApiError)) return { detail: null, errors: {} };
  return {
    detail: error.problem.detail ?? error.problem.title ?? error.problem.code,
    errors: error.problem.errors ?? {},
  };
}
