import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { fetchGoalMeasures, type GoalMeasure } from "@/api/goals";
import { TopBar } from "@/app/Shell";
import { useI18n } from "@/i18n/i18n";
import { EmptyState } from "@/ui";
import css from "./Admin.module.css";
import { ConfigurationPage } from "./ConfigurationPage";
import { DraftBar, useDrafts } from "./drafting/DraftBar";
import { DraftPage } from "./drafting/DraftPage";
import { DraftsPage } from "./drafting/DraftsPage";
import { drafted } from "./drafting/mode";
import { useDraftMode } from "./drafting/useDraftMode";
import { LimitsPage } from "./limits/LimitsPage";
import { DoctorPage } from "./doctor/DoctorPage";
import { SetupPage } from "./setup/SetupPage";
import { FlowList } from "./flows/FlowList";
import { FlowPage } from "./flows/FlowPage";
import type { AnyRoom } from "./kit/room";
import { ThingList } from "./kit/ThingList";
import { ThingPage } from "./kit/ThingPage";
import { useThings } from "./kit/useThing";
import { AgentsPage } from "./people/AgentsPage";
import { alarmsRoom } from "./rooms/alarms";
import { agentsRoom } from "./rooms/agents";
import { goalsRoom } from "./rooms/goals";
import { devicesRoom, numbersRoom } from "./rooms/lines";
import { useLists, type Lists } from "./rooms/lists";
import { queuesRoom } from "./rooms/queues";
import { centerRoom, hoursRoom, labelsRoom, teamsRoom } from "./rooms/center";
import { speedDialsRoom } from "./rooms/speed-dials";
import { trunksRoom } from "./rooms/trunks";
import { dispositionsRoom, outcomeFieldsRoom } from "./rooms/dispositions";
import { reasonsRoom, skillsRoom } from "./rooms/words";
import { VersionPage } from "./VersionPage";

const GROUPS = [
  { key: "routing", rooms: ["queues", "skills", "hours", "flows", "labels"] },
  { key: "people", rooms: ["agents", "teams", "reasons"] },
  { key: "lines", rooms: ["numbers", "trunks", "devices", "speed-dials"] },
  { key: "work", rooms: ["dispositions", "outcome-fields", "goals", "alarms"] },
  { key: "center", rooms: ["center", "configuration", "drafts", "setup", "doctor", "limits"] },
] as const;

/** Rooms that are a page of their own, without a count. */
type PageKey = "configuration" | "drafts" | "setup" | "doctor" | "limits";

type RoomKey = (typeof GROUPS)[number]["rooms"][number];
type FormRoom = Exclude<RoomKey, "flows" | PageKey>;

const NO_MEASURES: readonly GoalMeasure[] = [];

/** The numbers for which there can be goals, in the reader's language. */
function useGoalMeasures(): readonly GoalMeasure[] {
  const { locale } = useI18n();
  const { data } = useQuery({
    queryKey: ["goal-measures", locale],
    queryFn: fetchGoalMeasures,
    staleTime: Infinity,
  });
  return data ?? NO_MEASURES;
}

function useRooms(lists: Lists): Record<FormRoom, AnyRoom> {
  const { t, fmt, locale } = useI18n();
  const draft = useDraftMode();
  const measures = useGoalMeasures();
  const { queues, skills, agents, devices, numbers, flows, teams, hours, dispositions } = lists;
  // A room is made anew only when something in it may be said differently; a form keeps what is typed into it.
  return useMemo(() => {
    const all = { queues, skills, agents, devices, numbers, flows, teams, hours, dispositions };
    const rooms = {
      queues: queuesRoom(t, fmt, all),
      skills: skillsRoom(t, all),
      hours: hoursRoom(t, all),
      labels: labelsRoom(t, fmt),
      teams: teamsRoom(t, all),
      center: centerRoom(t),
      agents: agentsRoom(t, all),
      reasons: reasonsRoom(t, locale),
      numbers: numbersRoom(t, all),
      trunks: trunksRoom(t),
      "speed-dials": speedDialsRoom(t),
      devices: devicesRoom(t, all),
      goals: goalsRoom(t, fmt, all, measures),
      alarms: alarmsRoom(t, fmt, all),
      dispositions: dispositionsRoom(t, all, locale),
      "outcome-fields": outcomeFieldsRoom(t, all, locale),
    };
    for (const room of Object.values(rooms)) room.resource = drafted(room.resource, draft);
    return rooms;
  }, [
    t,
    fmt,
    locale,
    draft,
    queues,
    skills,
    agents,
    devices,
    numbers,
    flows,
    teams,
    hours,
    dispositions,
    measures,
  ]);
}

function Count({ room }: { room: AnyRoom }) {
  const { data } = useThings(room);
  const { fmt } = useI18n();
  return <span className="faint num">{data ? fmt.number(data.length) : ""}</span>;
}

function Nav({ rooms, flows }: { rooms: Record<FormRoom, AnyRoom>; flows: number }) {
  const { t, fmt } = useI18n();
  const drafts = useDrafts().data?.length ?? 0;
  const title = (key: RoomKey): string => t(`admin.${key}`);
  const count = (key: RoomKey) => {
    if (key === "flows" || key === "drafts") {
      const own = key === "flows" ? flows : drafts;
      return <span className="faint num">{fmt.number(own)}</span>;
    }
    if (key === "configuration" || key === "setup" || key === "doctor" || key === "limits")
      return null;
    return rooms[key].single ? null : <Count room={rooms[key]} />;
  };
  return (
    <nav className={css.nav} aria-label={t("admin.nav")}>
      <DraftBar />
      {GROUPS.map((group) => (
        <section key={group.key}>
          <h2>{t(`admin.group.${group.key}`)}</h2>
          {group.rooms.map((key) => (
            <Link key={key} to="/admin/$room" params={{ room: key }} className={css.room}>
              <span>{title(key)}</span>
              {count(key)}
            </Link>
          ))}
        </section>
      ))}
    </nav>
  );
}

function Content({
  room,
  id,
  rooms,
  lists,
}: {
  room: string;
  id: string | undefined;
  rooms: Record<FormRoom, AnyRoom>;
  lists: Lists;
}) {
  const { t } = useI18n();
  const number = Number(id);
  const one = id === "new" ? null : number;
  const valid = id === undefined || id === "new" || (Number.isInteger(number) && number > 0);
  if (room === "configuration" && valid && id !== "new")
    return id === undefined ? <ConfigurationPage /> : <VersionPage key={id} version={number} />;
  if (room === "doctor" && id === undefined) return <DoctorPage />;
  if (room === "limits" && id === undefined) return <LimitsPage />;
  if (room === "setup" && id === undefined) return <SetupPage lists={lists} />;
  if (room === "drafts" && valid && id !== "new")
    return id === undefined ? <DraftsPage /> : <DraftPage key={id} id={number} />;
  if (room === "flows" && valid && id !== "new")
    return id === undefined ? (
      <FlowList lists={lists} />
    ) : (
      <FlowPage key={id} id={one} lists={lists} />
    );
  const known = room in rooms ? rooms[room as FormRoom] : undefined;
  if (!known || !valid)
    return (
      <>
        <TopBar left={null} />
        <EmptyState page title={t("notFound.title")} text={t("notFound.text")} />
      </>
    );
  if (known.single) return <ThingPage key={room} room={known} roomKey={room} id={1} />;
  if (id !== undefined)
    return <ThingPage key={`${room}/${id}`} room={known} roomKey={room} id={one} />;
  if (room === "agents") return <AgentsPage room={known} lists={lists} />;
  return <ThingList key={room} room={known} roomKey={room} />;
}

export function AdminPage() {
  const { room = "queues", id } = useParams({ strict: false });
  const lists = useLists();
  const rooms = useRooms(lists);
  return (
    <main className={css.page}>
      <Nav rooms={rooms} flows={lists.flows.length} />
      <div className={css.content}>
        <Content room={room} id={id} rooms={rooms} lists={lists} />
      </div>
    </main>
  );
}
