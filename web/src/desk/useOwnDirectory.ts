import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  fetchOwnDirectory,
  starPlace,
  usedPlace,
  type OwnDirectory,
  type SpeedDial,
} from "@/api/directory";
import { ApiError } from "@/api/client";
import { useI18n } from "@/i18n/i18n";
import { toasts } from "@/ui";
import { placeOf, type Listed } from "./directory.model";

const KEY = ["own-directory"];
const STALE_MS = 60_000;
const NO_NUMBERS: readonly SpeedDial[] = [];

/** My favourites, what I used last, and the numbers of the house; the same on every computer. */
export function useOwnDirectory(): {
  own: OwnDirectory | null;
  numbers: readonly SpeedDial[];
  star: (listed: Listed) => void;
  used: (place: string) => void;
} {
  const { t } = useI18n();
  const client = useQueryClient();
  const { data } = useQuery({ queryKey: KEY, queryFn: fetchOwnDirectory, staleTime: STALE_MS });
  const keep = (own: OwnDirectory) => client.setQueryData(KEY, own);
  const starring = useMutation({
    mutationFn: ({ entry, starred }: Listed) => starPlace(placeOf(entry), !starred),
    onSuccess: keep,
    onError: (error) =>
      toasts.show(
        error instanceof ApiError
          ? (error.problem.detail ?? t("directory.notKept"))
          : t("directory.notKept"),
      ),
  });
  // The caller is on the way already: that this was not written down is nobody's trouble.
  const using = useMutation({ mutationFn: usedPlace, onSuccess: keep });
  return {
    own: data ?? null,
    numbers: data?.numbers ?? NO_NUMBERS,
    star: starring.mutate,
    used: using.mutate,
  };
}
