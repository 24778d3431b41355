import {
  createContext,
  use,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
  type RefObject,
} from "react";
import { useQueryClient } from "@tanstack/react-query";
import type { Disposition } from "@/api/desk";
import { fetchInteraction } from "@/api/desk";
import { useI18n } from "@/i18n/i18n";
import { toasts } from "@/ui";
import { openNote } from "./browser";
import type { Note, NoteState } from "./note.model";
import { ask, useDesk, useDispositions, usePresence } from "./useDesk";

interface WrapUp {
  readonly note: Note | null;
  /** The dispositions of the interaction's queue. */
  readonly choices: readonly Disposition[];
  /** Save was pressed and this is still missing. */
  readonly missing: boolean;
  readonly choose: (id: number) => void;
  readonly finish: (presence: "ready" | "not_ready", reason?: string) => Promise<void>;
  /** The place of the missing field. */
  readonly field: RefObject<HTMLDivElement | null>;
}

const Context = createContext<WrapUp | null>(null);

export function useWrapUp(): WrapUp {
  const value = use(Context);
  if (!value) throw new Error("useWrapUp needs the desk around it");
  return value;
}

const NO_NOTE: NoteState = {
  draft: { note: "", disposition: null },
  saved: { note: "", disposition: null },
  savedAt: null,
  saving: false,
  failed: false,
};
const never = () => () => undefined;

export function useNoteState(): NoteState {
  const { note } = useWrapUp();
  return useSyncExternalStore(note?.subscribe ?? never, note?.state ?? (() => NO_NOTE));
}

/**
 * One note per interaction, from the offer to the end of wrap-up; saved whole when it is left. A call that rings has no
 * note yet: only a page that was opened in the middle of one asks what was written before.
 */
function useNote(interaction: string | null, rings: boolean): Note | null {
  const note = useMemo(() => (interaction === null ? null : openNote(interaction)), [interaction]);
  const isFresh = useEffectEvent(() => rings);
  useEffect(() => {
    if (!note) return;
    let current = true;
    if (!isFresh()) {
      fetchInteraction(note.interaction).then(
        (row) => {
          if (current) note.adopt({ note: row.note, disposition: row.disposition?.id ?? null });
        },
        // A call that has just arrived is not in the books yet; then there is nothing to adopt.
        () => undefined,
      );
    }
    return () => {
      current = false;
      void note.flush().finally(() => note.close());
    };
  }, [note]);
  return note;
}

export function WrapUpProvider({ children }: { children: ReactNode }) {
  const { t } = useI18n();
  const { input, scene } = useDesk();
  // A note belongs to whoever has the call.
  const own = scene.kind !== "guest" && !(scene.kind === "ringing" && scene.askedBy !== null);
  const interaction =
    own && "interaction" in scene && scene.interaction !== "" ? scene.interaction : null;
  const note = useNote(interaction, scene.kind === "ringing");
  const dispositions = useDispositions();
  const queries = useQueryClient();
  const setPresence = usePresence();
  const [missingFor, setMissingFor] = useState<string | null>(null);
  const field = useRef<HTMLDivElement>(null);
  const queue = input.interaction?.live.queue ?? input.agent?.live.queue ?? null;
  const choices = useMemo(
    () =>
      (dispositions.data ?? [])
        .filter((one) => one.active)
        .filter((one) => one.queues.length === 0 || (queue !== null && one.queues.includes(queue)))
        .sort((a, b) => a.position - b.position),
    [dispositions.data, queue],
  );

  const finish: WrapUp["finish"] = async (presence, reason = "") => {
    const agent = input.agent?.live;
    if (!agent || interaction === null) return;
    if (choices.length > 0 && note?.state().draft.disposition === null) {
      setMissingFor(interaction);
      field.current?.querySelector<HTMLElement>("input")?.focus();
      return;
    }
    if (!((await note?.flush()) ?? true)) toasts.show(t("wrap.notSaved"));
    if (agent.presence !== presence || agent.reason !== reason) await setPresence(presence, reason);
    if (agent.wrap_up_mandatory) toasts.show(t("wrap.savedMandatory"));
    else await ask({ kind: "finish_wrap_up", agent: agent.id, interaction }, t);
    void queries.invalidateQueries({ queryKey: ["my-day"] });
  };

  const value: WrapUp = {
    note,
    choices,
    missing: missingFor === interaction && interaction !== null,
    choose: (id) => {
      note?.change({ disposition: id });
      setMissingFor(null);
    },
    finish,
    field,
  };
  return <Context value={value}>{children}</Context>;
}
