import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { fetchInteractions } from "@/api/interactions";
import { cursorOf } from "@/api/resources";
import { TopBar } from "@/app/Shell";
import { useI18n } from "@/i18n/i18n";
import { Button, Crumbs, EmptyState, ErrorState, rowArrows, Skeleton } from "@/ui";
import { CallsTable } from "./CallsTable";
import css from "./Calls.module.css";
import { FilterBar } from "./FilterBar";
import { isNarrowed, queryOf, type Filters } from "./filters.model";

const route = getRouteApi("/shell/calls");
const REFRESH_MS = 15_000;

export function CallsPage() {
  const { t } = useI18n();
  const filters = route.useSearch();
  const navigate = useNavigate();
  const setFilters = useCallback(
    (search: Filters) => void navigate({ to: "/calls", search, replace: true }),
    [navigate],
  );
  const list = useInfiniteQuery({
    queryKey: ["interactions", filters],
    queryFn: ({ pageParam }) =>
      fetchInteractions({ ...queryOf(filters, new Date()), cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => cursorOf(page.next),
    // Never blank what is there while another filter loads.
    placeholderData: (before) => before,
    // Only the newest page moves by itself; who has loaded more is reading.
    refetchInterval: (query) => (query.state.data?.pages.length === 1 ? REFRESH_MS : false),
  });
  const rows = list.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <>
      <TopBar left={<Crumbs title={t("calls.title")} />} />
      <FilterBar filters={filters} onChange={setFilters} />
      <main className={css.list} onKeyDown={rowArrows} aria-busy={list.isPlaceholderData}>
        {list.isPending && <Skeleton lines={[90, 80, 85, 70, 88]} />}
        {list.isError && rows.length === 0 && (
          <ErrorState
            title={t("calls.failed")}
            text={t("calls.failed.text")}
            details={String(list.error)}
            onRetry={() => void list.refetch()}
          />
        )}
        {list.isSuccess && rows.length === 0 && (
          <EmptyState
            title={t(isNarrowed(filters) ? "calls.empty.filtered.title" : "calls.empty.title")}
            text={t(isNarrowed(filters) ? "calls.empty.filtered.text" : "calls.empty.text")}
          />
        )}
        {rows.length > 0 && (
          <>
            <CallsTable
              rows={rows}
              onOpen={(call) => void navigate({ to: "/calls/$id", params: { id: call.id } })}
            />
            <footer className={css.foot}>
              <span className="faint num">
                {list.hasNextPage
                  ? t("calls.shown", { count: rows.length })
                  : t("calls.allShown", { count: rows.length })}
              </span>
              {list.hasNextPage && (
                <Button
                  onClick={() => void list.fetchNextPage()}
                  aria-disabled={list.isFetchingNextPage}
                >
                  {t("calls.more")}
                </Button>
              )}
            </footer>
          </>
        )}
      </main>
    </>
  );
}
