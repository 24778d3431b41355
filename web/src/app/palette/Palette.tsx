import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { fetchBoards } from "@/api/boards";
import { fetchContacts } from "@/api/contacts";
import { useI18n } from "@/i18n/i18n";
import { Dialog, KeyCap, KeyCaps } from "@/ui";
import { keyRegistry, type Binding } from "@/ui/keys";
import { phoneNumber } from "@/ui/phone";
import { dialWishes } from "@/softphone/dial-wish";
import { placesFor } from "../places";
import { useMe } from "../session";
import css from "./Palette.module.css";
import { linesFor, paletteSources, type PaletteItem } from "./palette.model";

const LETTERS_MIN = 2;
const PAUSE_MS = 180;

/** What was typed, once one pauses. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

function useContacts(typed: string): readonly PaletteItem[] {
  const { t } = useI18n();
  const me = useMe();
  const navigate = useNavigate();
  const search = useSettled(typed.trim());
  const may = me.permissions.includes("contact.view");
  const { data } = useQuery({
    queryKey: ["palette-contacts", search],
    queryFn: () => fetchContacts({ search, limit: 5 }),
    enabled: may && search.length >= LETTERS_MIN,
  });
  if (typed.trim().length < LETTERS_MIN) return [];
  return (data?.results ?? []).flatMap((contact): PaletteItem[] => {
    const open: PaletteItem = {
      key: `contact-${contact.id}`,
      group: "contacts",
      label: contact.name,
      detail: contact.company,
      found: true,
      run: () => void navigate({ to: "/contacts/$id", params: { id: String(contact.id) } }),
    };
    const calls = (me.agent === null ? [] : contact.phone_numbers).map(({ number }) => ({
      key: `call-${contact.id}-${number}`,
      group: "contacts" as const,
      label: t("palette.call", { who: contact.name }),
      detail: phoneNumber(number),
      found: true,
      run: () => dialWishes.want(number, contact.name),
    }));
    return [open, ...calls];
  });
}

function usePages(): readonly PaletteItem[] {
  const { t } = useI18n();
  const me = useMe();
  const navigate = useNavigate();
  return placesFor(me).map((place) => ({
    key: `page-${place.key}`,
    group: "pages",
    label: t(`nav.${place.key}`),
    run: () => void navigate({ to: place.to }),
  }));
}

/** The boards one may see: asked for when the palette is opened, kept while they are told of. */
function useBoardItems(): readonly PaletteItem[] {
  const { t } = useI18n();
  const me = useMe();
  const navigate = useNavigate();
  const { data } = useQuery({
    queryKey: ["boards"],
    queryFn: fetchBoards,
    enabled: placesFor(me).some((place) => place.key === "wallboard"),
  });
  return (data ?? []).map((board) => ({
    key: `board-${board.id}`,
    group: "pages",
    label: board.name,
    detail: t("nav.wallboard"),
    words: t("nav.wallboard"),
    run: () => void navigate({ to: "/wallboard/$board", params: { board: String(board.id) } }),
  }));
}

/** What a key does now; the newest binding of a key is the one that counts. */
const actionsOf = (bindings: readonly Binding[]): readonly PaletteItem[] =>
  [...new Map(bindings.map((binding) => [binding.keys, binding])).values()]
    .filter((binding) => binding.keys !== "" && binding.keys !== "Ctrl+K")
    // Several keys may do the same; here it stands once, by the first.
    .filter((one, at, all) => at === all.findIndex((other) => other.label === one.label))
    .map((binding) => ({
      key: `key-${binding.keys}`,
      group: "actions",
      label: binding.label,
      keys: binding.keys,
      run: binding.run,
    }));

function Lines({
  id,
  lines,
  at,
  onChoose,
}: {
  id: string;
  lines: readonly PaletteItem[];
  at: number;
  onChoose: (item: PaletteItem) => void;
}) {
  const { t } = useI18n();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [at]);
  return (
    <ul ref={list} id={id} role="listbox" aria-label={t("palette.list")} className={css.list}>
      {lines.map((item, index) => {
        const first = lines[index - 1]?.group !== item.group;
        return (
          <li
            key={item.key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            className={css.line}
            data-first={first || undefined}
            onClick={() => onChoose(item)}
          >
            <span className={css.kind}>{first && t(`palette.group.${item.group}`)}</span>
            <span className={css.name}>
              {item.label}
              {item.detail !== undefined && item.detail !== "" && <span> {item.detail}</span>}
            </span>
            {item.keys === undefined ? <span /> : <KeyCaps keys={item.keys} />}
          </li>
        );
      })}
    </ul>
  );
}

/** Find or dial: people, contacts, queues, pages and everything that can be done now. By the keyboard alone. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  // As it was when the palette opened: its own dialog takes keys over.
  const [actions] = useState(() => actionsOf(keyRegistry.all()));
  const pages = usePages();
  const boards = useBoardItems();
  const contacts = useContacts(typed);
  const places = useMemo(() => paletteSources.items(typed), [typed]);
  const lines = linesFor(typed, [...places, ...contacts, ...pages, ...boards, ...actions]);
  const chosen = Math.min(at, Math.max(0, lines.length - 1));
  const choose = (item: PaletteItem) => {
    onClose();
    // After the dialog has given the focus back: what is chosen may want it.
    queueMicrotask(item.run);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const line = lines[chosen];
    if (step !== undefined && lines.length > 0)
      setAt((chosen + step + lines.length) % lines.length);
    else if (event.key === "Enter" && line) choose(line);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog open title={t("palette.title")} onClose={onClose}>
      <div className={css.palette}>
        <input
          data-autofocus
          className={css.search}
          role="combobox"
          aria-label={t("palette.search")}
          aria-expanded={lines.length > 0}
          aria-controls={id}
          aria-activedescendant={lines.length > 0 ? `${id}-${chosen}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          placeholder={t("palette.placeholder")}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <Lines id={id} lines={lines} at={chosen} onChoose={choose} />
        <p className="muted" role="status">
          {lines.length === 0 && t("palette.nothing")}
        </p>
        <p className="faint detail">
          <KeyCap>↑</KeyCap> <KeyCap>↓</KeyCap> {t("directory.move")} <KeyCap>↵</KeyCap>{" "}
          {t("palette.enter")}
        </p>
      </div>
    </Dialog>
  );
}
