import { IconStar } from "@tabler/icons-react";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useI18n } from "@/i18n/i18n";
import { live } from "@/live/browser";
import { useLive } from "@/live/useLive";
import { refusalWords } from "@/live/words";
import { Dialog, KeyCap, Segmented, StateLabel, stateName } from "@/ui";
import { duration } from "@/ui/format";
import { phoneNumber } from "@/ui/phone";
import css from "./Directory.module.css";
import {
  listOf,
  placeOf,
  wishOf,
  type Entry,
  type Group,
  type Listed,
  type Purpose,
} from "./directory.model";
import { Refused } from "./Refused";
import { useDesk, useDirectory } from "./useDesk";
import { useOwnDirectory } from "./useOwnDirectory";

/** What stands at the right of an entry: presence, or how long the line is. */
function Standing({ entry }: { entry: Entry }) {
  const { t } = useI18n();
  switch (entry.kind) {
    case "agent":
      return <StateLabel state={stateName(entry.state)} />;
    case "queue": {
      const { closed, waiting, ready, estimated_wait: wait } = entry.queue;
      if (closed) return <span className="muted">{t("directory.closed")}</span>;
      return (
        <span className="muted num">
          {waiting > 0 ? t("directory.waiting", { count: waiting }) : null}
          {waiting === 0 && t(ready > 0 ? "directory.free" : "directory.nobodyFree")}
          {waiting > 0 && wait !== null && ` · ${t("directory.wait", { time: duration(wait) })}`}
        </span>
      );
    }
    case "flow":
      return <span className="muted">{t("directory.flow")}</span>;
    case "number":
      return (
        <span className="muted">
          {entry.name === "" ? t("directory.number") : phoneNumber(entry.number)}
        </span>
      );
  }
}

function nameOf(entry: Entry): string {
  if (entry.kind === "number") return entry.name || phoneNumber(entry.number);
  return entry.kind === "queue" ? entry.queue.name : entry.name;
}

function Options({
  id,
  list: entries,
  at,
  onChoose,
  onStar,
}: {
  id: string;
  list: readonly Listed[];
  at: number;
  onChoose: (entry: Entry) => void;
  onStar: (listed: Listed) => void;
}) {
  const { t } = useI18n();
  const list = useRef<HTMLUListElement>(null);
  const HEADS: Record<Group, string> = {
    favourite: t("directory.favourites"),
    recent: t("directory.recent"),
    number: t("directory.numbers"),
    agent: t("directory.people"),
    queue: t("directory.queues"),
    flow: t("directory.flows"),
    away: t("state.offline"),
  };
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [at]);
  return (
    <ul ref={list} id={id} role="listbox" aria-label={t("directory.list")} className={css.list}>
      {entries.map((listed, index) => {
        const { entry, group, starred } = listed;
        const first = entries[index - 1]?.group !== group;
        return (
          <li
            key={entry.key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            className={css.entry}
            data-first={first || undefined}
            onClick={() => onChoose(entry)}
          >
            <span className={css.kind}>{first && HEADS[group]}</span>
            <span className={css.name}>
              {nameOf(entry)}
              {entry.kind === "agent" && entry.queues.length > 0 && (
                <span className="faint detail"> {entry.queues.join(", ")}</span>
              )}
            </span>
            <Standing entry={entry} />
            <span
              className={css.star}
              data-set={starred || undefined}
              onClick={(event) => {
                event.stopPropagation();
                onStar(listed);
              }}
            >
              <IconStar size={14} stroke={1.6} aria-hidden />
              {starred && <span className="visually-hidden">, {t("directory.favourite")}</span>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** The field keeps the focus; arrows move in the list below it (WAI-ARIA combobox). */
function Search({
  list,
  chosen,
  value,
  onChange,
  onKeyDown,
}: {
  list: string;
  chosen: string | undefined;
  value: string;
  onChange: (text: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}) {
  const { t } = useI18n();
  return (
    <input
      data-autofocus
      className={css.search}
      role="combobox"
      aria-label={t("directory.search")}
      aria-expanded={chosen !== undefined}
      aria-controls={list}
      aria-activedescendant={chosen}
      aria-autocomplete="list"
      autoComplete="off"
      placeholder={t("directory.placeholder")}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={onKeyDown}
    />
  );
}

/** What the keys do. */
function Foot({ purpose }: { purpose: Purpose }) {
  const { t } = useI18n();
  return (
    <p className={`faint detail ${css.foot ?? ""}`}>
      <KeyCap>↑</KeyCap> <KeyCap>↓</KeyCap> {t("directory.move")} <KeyCap>↵</KeyCap>{" "}
      {t(purpose === "transfer" ? "directory.enterTransfers" : "directory.enterAsks")}{" "}
      <KeyCap>*</KeyCap> {t("directory.star")}
    </p>
  );
}

/** Asks the engine for what was chosen; a refusal is said in the dialog. */
function useWish(purpose: Purpose, used: (place: string) => void, done: () => void) {
  const { t } = useI18n();
  const { input, scene } = useDesk();
  const [refused, setRefused] = useState<string | null>(null);
  const choose = async (entry: Entry) => {
    const interaction = "interaction" in scene ? scene.interaction : "";
    const me = input.agent?.live.id ?? 0;
    const refusal = await live.ask(wishOf(purpose, entry, me, interaction));
    if (refusal) setRefused(refusalWords(refusal.code, t));
    else {
      used(placeOf(entry));
      done();
    }
  };
  return { choose, refused, forget: () => setRefused(null) };
}

function How({ purpose, onChange }: { purpose: Purpose; onChange: (purpose: Purpose) => void }) {
  const { t } = useI18n();
  return (
    <Segmented
      label={t("directory.how")}
      options={[
        { value: "transfer", label: t("directory.atOnce") },
        { value: "consult", label: t("directory.askFirst") },
      ]}
      value={purpose}
      onChange={(value) => onChange(value === "consult" ? "consult" : "transfer")}
    />
  );
}

/** Whom to ask, or where to lead the caller: one list to search, by the keyboard alone. */
export function Directory({
  purpose: first,
  typed: before,
  onClose,
}: {
  purpose: Purpose;
  /** What is looked for from the beginning. */
  typed: string;
  onClose: () => void;
}) {
  const { t } = useI18n();
  const id = useId();
  const { input } = useDesk();
  const colleagues = useLive((state) => state.colleagues);
  const { data } = useDirectory(true);
  const [purpose, setPurpose] = useState(first);
  const [typed, setTyped] = useState(before);
  const [at, setAt] = useState(0);
  const me = input.agent?.live.id ?? 0;
  const present = input.interaction?.live.parties.flatMap((party) => party.agent ?? []) ?? [];
  const { own, star, used } = useOwnDirectory();
  const list = listOf({
    purpose,
    typed,
    colleagues: colleagues.values(),
    directory: data ?? null,
    own,
    me,
    present,
  });
  const chosen = Math.min(at, Math.max(0, list.length - 1));
  const { choose, refused, forget } = useWish(purpose, used, onClose);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const listed = list[chosen];
    if (step !== undefined && list.length > 0) setAt((chosen + step + list.length) % list.length);
    else if (event.key === "Enter" && listed) void choose(listed.entry);
    // No name and no number that one looks for has a star in it.
    else if (event.key === "*" && listed) star(listed);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog open title={t(`directory.${purpose}`)} onClose={onClose}>
      <div className={css.directory}>
        <How purpose={purpose} onChange={setPurpose} />
        <Search
          list={id}
          chosen={list.length > 0 ? `${id}-${chosen}` : undefined}
          value={typed}
          onChange={(text) => {
            setTyped(text);
            setAt(0);
            forget();
          }}
          onKeyDown={onKeyDown}
        />
        <Refused text={refused} />
        <Options {...{ id, list }} at={chosen} onChoose={(one) => void choose(one)} onStar={star} />
        {list.length === 0 && <p className="muted">{t("directory.nothing")}</p>}
        <Foot purpose={purpose} />
      </div>
    </Dialog>
  );
}
