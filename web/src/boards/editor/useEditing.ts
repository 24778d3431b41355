import { useNavigate } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useMemo, useState } from "react";
import { deleteBoard, fetchBoard, saveBoard } from "@/api/boards";
import { ApiError } from "@/api/client";
import type { Board } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { toasts } from "@/ui";
import {
  begun,
  draftOf,
  errorsByTile,
  parseKept,
  sameDraft,
  type Draft,
  type Editing,
} from "../editor.model";
import { rememberBoard } from "../wall.model";
import { useKnowBoard } from "../world";

const keyOf = (board: number): string => `ccplatform.board.draft.${board}`;

const NO_ERRORS: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map();

/** What is not saved stays in the browser, also when the page or the machine goes away. */
function keep(board: Board, version: number, draft: Draft): void {
  const dirty = !sameDraft(draft, draftOf(board));
  if (dirty) localStorage.setItem(keyOf(board.id), JSON.stringify({ version, draft }));
  else localStorage.removeItem(keyOf(board.id));
}

function useWarning(board: number, dirty: boolean): void {
  const { t } = useI18n();
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [dirty]);
  const left = useEffectEvent(() => {
    if (localStorage.getItem(keyOf(board)) !== null) toasts.show(t("boards.leaving.kept"));
  });
  useEffect(() => () => left(), []);
}

/** The draft of a board, what the server says of it, and the ways to end. */
export function useEditing(board: Board) {
  const [found] = useState(() => parseKept(localStorage.getItem(keyOf(board.id))));
  const [editing, setEditing] = useState<Editing>(() => begun(found?.draft ?? draftOf(board)));
  // The version that was edited; somebody else's save makes the board newer than that.
  const [version, setVersion] = useState(found?.version ?? board.version);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const { draft } = editing;
  const unsaved = useMemo(() => !sameDraft(draft, draftOf(board)), [draft, board]);
  // Saved or deleted: the page goes on for a moment, and there is nothing left to keep.
  const [finished, setFinished] = useState(false);
  useEffect(() => {
    if (!finished) keep(board, version, draft);
  }, [board, version, draft, finished]);
  const dirty = unsaved && !finished;
  useWarning(board.id, dirty);
  // Somebody saved what this person has not touched: it is simply shown.
  const [seen, setSeen] = useState(board);
  if (seen !== board) {
    setSeen(board);
    if (board.version > version && sameDraft(draft, draftOf(seen))) {
      setVersion(board.version);
      setEditing(begun(draftOf(board)));
    }
  }
  return {
    editing,
    setEditing,
    version,
    setVersion,
    dirty,
    problem,
    setProblem,
    busy,
    setBusy,
    setFinished,
    /** There were changes from before. */
    restored: found !== null,
    overtaken: board.version > version && dirty,
  };
}

export type EditingState = ReturnType<typeof useEditing>;

/** Saving, discarding, deleting, and what comes after. */
export function useEndings(board: Board, state: EditingState) {
  const { t } = useI18n();
  const know = useKnowBoard();
  const navigate = useNavigate();
  const { editing, version, setProblem, setBusy } = state;
  const leave = () =>
    void navigate({
      to: "/wallboard/$board",
      params: { board: String(board.id) },
      search: {},
    });
  const forget = () => localStorage.removeItem(keyOf(board.id));
  const save = (upon = version) => {
    setBusy(true);
    setProblem(null);
    saveBoard(board.id, upon, editing.draft)
      .then(
        (saved) => {
          state.setFinished(true);
          forget();
          know(saved);
          toasts.show(t("boards.saved", { name: saved.name }));
          leave();
        },
        (error: unknown) => setProblem(error),
      )
      .finally(() => setBusy(false));
  };
  const withNewest = (then: (newest: Board) => void) => {
    setProblem(null);
    fetchBoard(board.id).then(
      (newest) => {
        know(newest);
        then(newest);
      },
      (error: unknown) => setProblem(error),
    );
  };
  /** The other one's save is lost; one has said so. */
  const saveOver = () => withNewest((newest) => save(newest.version));
  const takeTheirs = () =>
    withNewest((newest) => {
      forget();
      state.setVersion(newest.version);
      state.setEditing(begun(draftOf(newest)));
    });
  const discard = () => {
    state.setVersion(board.version);
    state.setEditing(begun(draftOf(board)));
    forget();
  };
  const remove = () => {
    deleteBoard(board.id).then(
      () => {
        state.setFinished(true);
        forget();
        rememberBoard(localStorage, null);
        know({ id: board.id, gone: true });
        toasts.show(t("boards.deleted", { name: board.name }));
        void navigate({ to: "/wallboard" });
      },
      (error: unknown) => setProblem(error),
    );
  };
  return { save, saveOver, takeTheirs, discard, remove, leave };
}

export const isConflict = (problem: unknown): boolean =>
  problem instanceof ApiError && problem.problem.code === "board_changed";

export const errorsOf = (problem: unknown, draft: Draft) =>
  problem instanceof ApiError ? errorsByTile(problem.problem.errors ?? {}, draft.tiles) : NO_ERRORS;
