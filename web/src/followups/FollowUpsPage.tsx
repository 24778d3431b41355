import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fetchFollowUpHands, fetchFollowUps, type FollowUpFilter } from "@/api/follow-ups";
import { cursorOf } from "@/api/resources";
import { useMay, useMe } from "@/app/session";
import { TopBar } from "@/app/Shell";
import { useI18n } from "@/i18n/i18n";
import { FOLLOW_UPS_KEY } from "@/live/fresh-words";
import { Button, Crumbs, EmptyState, ErrorState, Segmented, Select, Skeleton } from "@/ui";
import { FollowUpList } from "./FollowUpList";
import css from "./FollowUps.module.css";
import { useNow } from "./useFollowUps";

const DAY_MS = 86_400_000;
const DONE_DAYS = 7;
const HOUR_MS = 3_600_000;

/** "mine", "all", or "team:3". */
type Whose = string;

function filterOf(whose: Whose, done: boolean, now: number): FollowUpFilter {
  // Whole hours: the list keeps its name while one looks at it.
  const since = Math.floor(now / HOUR_MS) * HOUR_MS - DONE_DAYS * DAY_MS;
  const state = done ? { open: false, done_since: new Date(since).toISOString() } : { open: true };
  if (whose === "mine") return { ...state, mine: true };
  if (whose === "all") return state;
  return { ...state, team: Number(whose.split(":")[1]) };
}

/** Mine and my teams'; whoever leads others chooses a team or everybody. */
function useWhose() {
  const { t } = useI18n();
  const me = useMe();
  const any = useMay()("interaction.any");
  const hands = useQuery({
    queryKey: ["follow-up-hands"],
    queryFn: fetchFollowUpHands,
    staleTime: HOUR_MS,
    enabled: any,
  });
  const [whose, setWhose] = useState<Whose>(any ? "all" : "mine");
  const options = [
    ...(me.agent ? [{ value: "mine", label: t("followUp.mine") }] : []),
    ...(any ? [{ value: "all", label: t("followUp.everybody") }] : []),
    ...(hands.data?.teams ?? []).map(({ id, name }) => ({
      value: `team:${id}`,
      label: t("followUp.hand.team", { team: name }),
    })),
  ];
  return { whose, setWhose, options };
}

function Bar({
  options,
  whose,
  done,
  onWhose,
  onDone,
}: {
  options: readonly { value: string; label: string }[];
  whose: Whose;
  done: boolean;
  onWhose: (whose: Whose) => void;
  onDone: (done: boolean) => void;
}) {
  const { t } = useI18n();
  const state = (value: "open" | "done") => ({ value, label: t(`followUp.state.${value}`) });
  return (
    <div className={css.bar} role="search">
      {options.length > 1 && (
        <Select
          label={t("followUp.whose")}
          options={options}
          value={whose}
          onChange={(event) => onWhose(event.target.value)}
        />
      )}
      <Segmented
        label={t("followUp.state")}
        options={[state("open"), state("done")]}
        value={done ? "done" : "open"}
        onChange={(value) => onDone(value === "done")}
      />
    </div>
  );
}

/** Everything that was promised, as far as one may see it. */
export function FollowUpsPage() {
  const { t } = useI18n();
  const { whose, setWhose, options } = useWhose();
  const [done, setDone] = useState(false);
  const filter = filterOf(whose, done, useNow());
  const list = useInfiniteQuery({
    queryKey: [FOLLOW_UPS_KEY, "page", filter],
    queryFn: ({ pageParam }) => fetchFollowUps(filter, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => cursorOf(page.next),
    // Never blank what is there while another filter loads.
    placeholderData: (before) => before,
  });
  const rows = list.data?.pages.flatMap((page) => page.results) ?? [];
  const teaches = done ? "followUp.empty.done" : "followUp.empty.others";
  return (
    <>
      <TopBar left={<Crumbs title={t("followUp.title")} />} />
      <Bar options={options} whose={whose} done={done} onWhose={setWhose} onDone={setDone} />
      <main className={css.page} aria-busy={list.isPlaceholderData}>
        <h2 className="visually-hidden">{t(`followUp.state.${done ? "done" : "open"}`)}</h2>
        {list.isPending && <Skeleton lines={[90, 80, 85]} />}
        {list.isError && rows.length === 0 && (
          <ErrorState
            title={t("followUp.failed")}
            text={t("followUp.failed.text")}
            details={String(list.error)}
            onRetry={() => void list.refetch()}
          />
        )}
        {list.isSuccess && rows.length === 0 && (
          <EmptyState
            title={t("followUp.empty")}
            text={t(whose === "mine" && !done ? "followUp.empty.text" : teaches)}
          />
        )}
        {rows.length > 0 && <FollowUpList rows={rows} />}
        {list.hasNextPage && (
          <Button onClick={() => void list.fetchNextPage()}>{t("followUp.more")}</Button>
        )}
      </main>
    </>
  );
}
