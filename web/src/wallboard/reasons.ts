import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { reasons as reasonsApi } from "@/api/configuration";
import { useI18n } from "@/i18n/i18n";
import type { ReasonNames } from "./Agents";

/** The names of not-ready reasons in the language of the page; they change once a week. */
export function useReasonNames(): ReasonNames {
  const { locale } = useI18n();
  const { data } = useQuery({
    queryKey: [reasonsApi.path],
    queryFn: () => reasonsApi.all(),
    staleTime: 600_000,
  });
  return useMemo(
    () =>
      Object.fromEntries(
        (data ?? []).map((reason) => [
          reason.code,
          locale === "de" ? reason.name_de : reason.name_en,
        ]),
      ),
    [data, locale],
  );
}
