import { useQuery } from "@tanstack/react-query";
import { IconSpeakerphone } from "@tabler/icons-react";
import { memo, useCallback, useDeferredValue, useMemo, useState } from "react";
import { fetchTeams, type Recipient } from "@/api/floor";
import { AlarmBar } from "@/alarms/AlarmBar";
import { useAlarms } from "@/alarms/useAlarms";
import { useMay } from "@/app/session";
import { TopBar } from "@/app/Shell";
import { useI18n } from "@/i18n/i18n";
import { useLive } from "@/live/useLive";
import { Compose } from "@/messages/Compose";
import { Button, EmptyState, Skeleton, useKeys } from "@/ui";
import { Age } from "@/wallboard/Age";
import { useStopped } from "@/wallboard/clock";
import { useReasonNames } from "@/wallboard/reasons";
import { countsKept } from "@/wallboard/wallboard.model";
import type { Selected } from "@/wallboard/panels/panels.model";
import css from "./Floor.module.css";
import { FloorFilters } from "./FloorFilters";
import { FloorList } from "./FloorList";
import { FloorPanel } from "./FloorPanel";
import type { Hours } from "./hour.model";
import { useHours } from "./useHours";
import {
  alarmedAgents,
  groupsKept,
  NO_FILTERS,
  type Filters,
  type Group,
  type Team,
} from "./floor.model";

const NO_TEAMS: readonly Team[] = [];
const EVERYBODY: Recipient = { to_kind: "everybody", to_id: null };

function useGroups(
  teams: readonly Team[],
  filters: Filters,
  alarmed: ReturnType<typeof alarmedAgents>,
): readonly Group[] {
  const kept = useMemo(() => groupsKept(teams, filters, alarmed), [teams, filters, alarmed]);
  return useLive((state) => kept(state.agents, state.queues));
}

/** Whom a message is for when it is written with this in the panel. */
const recipientOf = (selected: Selected | null): Recipient =>
  selected?.kind === "agent" || selected?.kind === "queue"
    ? { to_kind: selected.kind, to_id: selected.id }
    : EVERYBODY;

/** The people who fit, or why there are none. Drawn again when these change, not with the numbers beside it. */
const People = memo(function People({
  groups,
  selected,
  alarmed,
  reasons,
  hours,
  loaded,
  signedOff,
  unfiltered,
  onSelect,
  onClear,
}: {
  groups: readonly Group[];
  selected: Selected | null;
  alarmed: ReturnType<typeof alarmedAgents>;
  reasons: ReturnType<typeof useReasonNames>;
  hours: Hours;
  loaded: number;
  signedOff: (part: Partial<Filters>) => void;
  unfiltered: boolean;
  onSelect: (selected: Selected) => void;
  onClear: () => void;
}) {
  const { t } = useI18n();
  const choose = useCallback((id: number) => onSelect({ kind: "agent", id }), [onSelect]);
  const known = useLive((state) => state.freshAt !== 0);
  const nobody = useLive((state) => state.agents.size === 0);
  const stopped = useStopped();
  if (!known) return <Skeleton lines={[40, 60, 60, 60, 60]} />;
  if (nobody) return <EmptyState title={t("floor.empty.title")} text={t("floor.empty.text")} />;
  if (groups.length === 0 && unfiltered)
    return (
      <EmptyState
        title={t("floor.off.title")}
        text={t("floor.off.text")}
        action={
          <Button onClick={() => signedOff({ state: "offline" })}>{t("floor.off.action")}</Button>
        }
      />
    );
  if (groups.length === 0)
    return (
      <EmptyState
        title={t("floor.none.title")}
        text={t("floor.none.text")}
        action={<Button onClick={onClear}>{t("floor.none.action")}</Button>}
      />
    );
  return (
    <FloorList
      groups={groups}
      selected={selected?.kind === "agent" ? selected.id : null}
      onSelect={choose}
      reasons={reasons}
      alarmed={alarmed}
      stopped={stopped}
      hours={hours}
      loaded={loaded}
    />
  );
});

/** M writes to whoever is chosen, Esc closes the panel. */
function useFloorKeys(write: (() => void) | null, close: (() => void) | null): void {
  const { t } = useI18n();
  const group = "floor" as const;
  useKeys([
    ...(write ? [{ keys: "m", label: t("floor.key.message"), group, run: write }] : []),
    ...(close ? [{ keys: "Escape", label: t("floor.narrow"), group, run: close }] : []),
  ]);
}

/** Who does what since when with whom, and what can be done about it. */
export function FloorPage() {
  const { t } = useI18n();
  const may = useMay()("message.send");
  const [kept] = useState(countsKept);
  const counts = useLive((state) => kept(state.agents));
  const stopped = useStopped();
  const reasons = useReasonNames();
  const alarms = useAlarms();
  const alarmed = useMemo(() => alarmedAgents(alarms), [alarms]);
  const { data: teams = NO_TEAMS } = useQuery({
    queryKey: ["/teams"],
    queryFn: fetchTeams,
    staleTime: 60_000,
  });
  const [filters, setFilters] = useState(NO_FILTERS);
  // A letter stands in its field, and a button is pressed, before the list has followed.
  const groups = useGroups(teams, useDeferredValue(filters), alarmed);
  const [selected, setSelected] = useState<Selected | null>(null);
  const [writing, setWriting] = useState<Recipient | null>(null);
  const change = useCallback((part: Partial<Filters>) => {
    setFilters((before) => ({ ...before, ...part }));
    if (part.queue !== undefined && part.queue !== null)
      setSelected({ kind: "queue", id: part.queue });
  }, []);
  // The row is painted first: what the panel says of somebody may come a moment later.
  const shown = useDeferredValue(selected);
  const write = useCallback(() => setWriting(recipientOf(shown)), [shown]);
  useFloorKeys(may ? write : null, selected ? () => setSelected(null) : null);
  const clear = useCallback(() => setFilters(NO_FILTERS), []);
  const { hours, loaded } = useHours();
  const own = { reasons, hours, onSelect: setSelected };
  return (
    <>
      <TopBar
        left={<h1 className={css.title}>{t("floor.title")}</h1>}
        middle={<AlarmBar alarms={alarms} />}
        right={<Age shape />}
      />
      <main className={css.page} data-stale={stopped !== null || undefined}>
        <div className={css.tools}>
          <FloorFilters filters={filters} onChange={change} counts={counts} teams={teams} />
          {may && (
            <Button
              icon={<IconSpeakerphone size={16} stroke={1.6} />}
              onClick={() => setWriting(EVERYBODY)}
            >
              {t("messages.writeAll")}
            </Button>
          )}
        </div>
        <div className={css.sides}>
          <People
            {...own}
            selected={selected}
            groups={groups}
            alarmed={alarmed}
            loaded={loaded}
            signedOff={change}
            unfiltered={filters === NO_FILTERS}
            onClear={clear}
          />
          <FloorPanel {...own} selected={shown} onWrite={write} />
        </div>
      </main>
      {writing && <Compose to={writing} onClose={() => setWriting(null)} />}
    </>
  );
}
