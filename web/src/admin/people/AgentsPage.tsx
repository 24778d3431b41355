import { useState } from "react";
import { useMay } from "@/app/session";
import { TopBar } from "@/app/Shell";
import { useI18n } from "@/i18n/i18n";
import { Crumbs, Segmented } from "@/ui";
import css from "../Admin.module.css";
import { AgentsCsv } from "../drafting/AgentsCsv";
import type { AnyRoom } from "../kit/room";
import { ThingList } from "../kit/ThingList";
import { AgentsMatrix } from "../matrix/AgentsMatrix";
import type { Lists } from "../rooms/lists";
import { EVERYBODY } from "./filter.model";

const VIEWS = ["list", "skills", "queues"] as const;
type View = (typeof VIEWS)[number];

/** Whoever opens one agent and comes back finds what was shown before. */
let before: View = "list";

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
  const above = lists.agents.length > 0 ? choice : undefined;
  if (view === "list" || lists.agents.length === 0)
    return <ThingList room={{ ...room, above }} roomKey="agents" />;
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
