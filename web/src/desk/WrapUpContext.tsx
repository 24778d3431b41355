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
import type { Presence } from "@/contracts/contracts.gen";
import { fetchInteraction, type Disposition, type OutcomeField } from "@/api/desk";
import { useI18n } from "@/i18n/i18n";
import { toasts } from "@/ui";
import { openNote } from "./browser";
import { answersIn, type Note, type NoteState } from "./note.model";
import { choicesFor, fieldsFor, missingOf, type Missing } from "./outcome.model";
import { ask, useDesk, useDispositions, useOutcomeFields, usePresence } from "./useDesk";

interface WrapUp {
  readonly note: Note | null;
  /** The dispositions of the interaction's queue. */
  readonly choices: readonly Disposition[];
  /** The fields of the center's own for that queue. */
  readonly fields: readonly OutcomeField[];
  /** What is missing, once somebody wanted to save. */
  readonly missing: readonly Missing[];
  readonly choose: (id: number | null) => void;
  readonly finish: (presence: Presence, reason?: string) => Promise<void>;
  /** Around everything that may be missing; each place is marked with `data-field`. */
  readonly form: RefObject<HTMLDivElement | null>;
  /** Where one was typing when the note changed its place on the page. */
  readonly keepCaret: (caret: Caret) => void;
  /** What was kept, once. */
  readonly takeCaret: () => Caret | null;
}

interface Caret {
  readonly interaction: string;
  readonly start: number;
  readonly end: number;
}

/** The name of a place in the form. */
const placeOf = (missing: Missing): string =>
  missing.kind === "field" ? `field-${missing.field.code}` : missing.kind;

const Context = createContext<WrapUp | null>(null);

export function useWrapUp(): WrapUp {
  const value = use(Context);
  if (!value) throw new Error("useWrapUp needs the desk around it");
  return value;
}

const NO_NOTE: NoteState = {
  draft: { note: "", disposition: null, answers: {} },
  saved: { note: "", disposition: null, answers: {} },
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
          const answers = answersIn(row.answers);
          if (current)
            note.adopt({ note: row.note, disposition: row.disposition?.id ?? null, answers });
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
  const outcomeFields = useOutcomeFields();
  const [wantedFor, setWantedFor] = useState<string | null>(null);
  const form = useRef<HTMLDivElement>(null);
  const caret = useRef<Caret | null>(null);
  const queue = input.interaction?.live.queue ?? input.agent?.live.queue ?? null;
  const choices = useMemo(
    () => choicesFor(dispositions.data ?? [], queue),
    [dispositions.data, queue],
  );
  const fields = useMemo(
    () => fieldsFor(outcomeFields.data ?? [], queue),
    [outcomeFields.data, queue],
  );
  const { draft } = useSyncExternalStore(note?.subscribe ?? never, note?.state ?? (() => NO_NOTE));
  const missing = missingOf(draft, choices, fields);

  const finish: WrapUp["finish"] = async (presence, reason = "") => {
    const agent = input.agent?.live;
    if (!agent || interaction === null) return;
    const first = missing[0];
    if (first) {
      setWantedFor(interaction);
      const place = form.current?.querySelector(`[data-field="${placeOf(first)}"]`);
      place?.querySelector<HTMLElement>("input, select, textarea")?.focus();
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
    fields,
    missing: wantedFor === interaction && interaction !== null ? missing : [],
    choose: (id) => note?.change({ disposition: id }),
    finish,
    form,
    keepCaret: (kept) => {
      caret.current = kept;
    },
    takeCaret: () => {
      const kept = caret.current;
      caret.current = null;
      return kept;
    },
  };
  return <Context value={value}>{children}</Context>;
}
