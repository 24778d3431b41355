import { useState } from "react";
import { IconPlus } from "@tabler/icons-react";
import { useMay } from "@/app/session";
import { TopBar } from "@/app/Shell";
import { SearchField } from "@/calls/FilterBar";
import { useI18n } from "@/i18n/i18n";
import { Button, Crumbs, EmptyState, ErrorState, rowArrows, Skeleton, Table, useKeys } from "@/ui";
import css from "./Kit.module.css";
import type { AnyRoom, Thing } from "./room";
import { useOpenThing } from "./ThingForm";
import { useThings } from "./useThing";

/** Above this many rows a field to search them is worth its place. */
const SEARCH_FROM = 12;

const isFound = (thing: Thing, search: string): boolean => {
  const wanted = search.trim().toLocaleLowerCase();
  return wanted === "" || JSON.stringify(Object.values(thing)).toLocaleLowerCase().includes(wanted);
};

/** All things of a room; where there is none yet, what it is and how to begin. */
export function ThingList({
  room,
  roomKey,
  narrow,
}: {
  room: AnyRoom;
  roomKey: string;
  /** Which rows are shown and in which order, where the room has a search of its own above. */
  narrow?: (all: readonly Thing[]) => readonly Thing[];
}) {
  const { t } = useI18n();
  const edits = useMay()(room.edits ?? "configuration.edit");
  const open = useOpenThing(roomKey);
  const things = useThings(room);
  const [search, setSearch] = useState("");
  useKeys(edits ? [{ keys: "n", label: room.add, group: "admin", run: () => open("new") }] : []);
  const add = edits && (
    <Button
      kind="primary"
      keyHint="N"
      icon={<IconPlus size={16} stroke={1.6} />}
      onClick={() => open("new")}
    >
      {room.add}
    </Button>
  );
  const all = things.data ?? [];
  const rows = narrow ? narrow(all) : all.filter((thing) => isFound(thing, search));
  return (
    <>
      <TopBar left={<Crumbs title={room.title} />} right={all.length > 0 && add} />
      <div className={css.list} onKeyDown={rowArrows}>
        {room.above}
        {!narrow && all.length >= SEARCH_FROM && (
          <div className={css.above}>
            <SearchField value={search} label={t("admin.kit.search")} onChange={setSearch} />
          </div>
        )}
        {things.isPending && <Skeleton lines={[80, 75, 82, 70]} />}
        {things.isError && all.length === 0 && (
          <ErrorState
            title={t("admin.kit.failed")}
            text={t("admin.kit.failed.text")}
            details={String(things.error)}
            onRetry={() => void things.refetch()}
          />
        )}
        {things.isSuccess && all.length === 0 && (
          <EmptyState
            title={room.teach.title}
            text={room.teach.paragraphs.join(" ")}
            action={add}
          />
        )}
        {all.length > 0 && (
          <Table
            caption={room.title}
            columns={room.columns}
            rows={rows}
            rowKey={(thing) => thing.id}
            onOpen={(thing) => open(thing.id)}
            empty={<p className={css.nothing}>{t("admin.kit.nothingFound")}</p>}
          />
        )}
      </div>
    </>
  );
}
