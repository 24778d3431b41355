import { useState } from "react";
import type { Agent } from "@/api/configuration";
import { useMay } from "@/app/session";
import { TopBar } from "@/app/Shell";
import { useI18n } from "@/i18n/i18n";
import { Button, Crumbs, LinkButton, Segmented, type Column } from "@/ui";
import css from "../Admin.module.css";
import { AgentsCsv } from "../drafting/AgentsCsv";
import type { AnyRoom, Thing } from "../kit/room";
import { ThingList } from "../kit/ThingList";
import { AgentsMatrix } from "../matrix/AgentsMatrix";
import type { Lists } from "../rooms/lists";
import { BulkEdit } from "./BulkEdit";
import { EVERYBODY, filtered, type AgentFilter } from "./filter.model";
import { Filter } from "./Filter";
import people from "./People.module.css";
import { NOBODY } from "./selection.model";
import { ticks } from "./ticks";

const VIEWS = ["list", "skills", "queues"] as const;
type View = (typeof VIEWS)[number];

/** Whoever opens one agent and comes back finds what was shown before. */
let before: View = "list";

/** The list, with ticks for changing many at once. */
function AgentsList({
  room,
  lists,
  choice,
  filter,
  onFilter,
}: {
  room: AnyRoom;
  lists: Lists;
  choice: React.ReactNode;
  filter: AgentFilter;
  onFilter: (filter: AgentFilter) => void;
}) {
  const { t } = useI18n();
  const edits = useMay()("configuration.edit");
  const [selection, setSelection] = useState(NOBODY);
  const [changes, setChanges] = useState(false);
  const shown = filtered(lists.agents, filter);
  const chosen = lists.agents.filter((agent) => selection.chosen.has(agent.id));
  const hidden = chosen.length - shown.filter((agent) => selection.chosen.has(agent.id)).length;
  const lead = ticks(t, shown, selection, setSelection) as unknown as Column<Thing>;
  const above = (
    <>
      {choice}
      <div className={people.above}>
        <Filter filter={filter} lists={lists} onChange={onFilter} />
      </div>
      {chosen.length > 0 && (
        <div className={people.chosen}>
          <span role="status">
            {t("bulk.chosen", { count: chosen.length })}
            {hidden > 0 && ` ${t("bulk.hidden", { count: hidden })}`}
          </span>
          <Button kind="primary" onClick={() => setChanges(true)}>
            {t("bulk.edit")}
          </Button>
          <LinkButton onClick={() => setSelection(NOBODY)}>{t("bulk.none")}</LinkButton>
        </div>
      )}
    </>
  );
  const ids = new Set(shown.map((agent) => agent.id));
  return (
    <>
      <ThingList
        room={{ ...room, above, columns: edits ? [lead, ...room.columns] : room.columns }}
        roomKey="agents"
        narrow={(all) =>
          [...all]
            .filter((thing) => ids.has(thing.id))
            .sort((a, b) => (a as Agent).name.localeCompare((b as Agent).name) || a.id - b.id)
        }
      />
      {changes && (
        <BulkEdit
          agents={chosen}
          lists={lists}
          onClose={() => setChanges(false)}
          onMade={() => {
            setChanges(false);
            setSelection(NOBODY);
          }}
        />
      )}
    </>
  );
}

/** Agents as a list, or as the matrix of their skills or queues. */
export function AgentsPage({ room, lists }: { room: AnyRoom; lists: Lists }) {
  const { t } = useI18n();
  const edits = useMay()("configuration.edit");
  const [view, setView] = useState<View>(before);
  const [filter, setFilter] = useState(EVERYBODY);
  const words = {
    list: t("admin.agents.list"),
    skills: t("admin.agents.matrix"),
    queues: t("matrix.tab.queues"),
  };
  const choice = (
    <div className={css.views}>
      <Segmented
        label={t("admin.agents.view")}
        value={view}
        options={VIEWS.map((value) => ({ value, label: words[value] }))}
        onChange={(value) => {
          before = VIEWS.find((one) => one === value) ?? "list";
          setView(before);
        }}
      />
      {edits && <AgentsCsv />}
    </div>
  );
  if (lists.agents.length === 0) return <ThingList room={room} roomKey="agents" />;
  if (view === "list")
    return <AgentsList {...{ room, lists, choice, filter }} onFilter={setFilter} />;
  return (
    <>
      <TopBar left={<Crumbs title={room.title} />} />
      <div className={css.whole}>
        {choice}
        <AgentsMatrix
          key={view}
          measure={view}
          lists={lists}
          filter={filter}
          onFilter={setFilter}
        />
      </div>
    </>
  );
}
