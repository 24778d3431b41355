import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import { useState } from "react";
import { flushSync } from "react-dom";
import { TopBar } from "@/app/Shell";
import type { Board, Tile } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { Button, IconButton, Notice, Skeleton, toasts, useKeys } from "@/ui";
import { useStopped } from "@/wallboard/clock";
import wall from "@/wallboard/Wallboard.module.css";
import {
  changed,
  redone,
  undone,
  withNewTile,
  withTile,
  withTiles,
  type Editing,
} from "../editor.model";
import { neighbour, without, type Kind } from "../layout.model";
import { useWorldHere, WorldProvider } from "../world";
import { Conflict, Leaving } from "./Dialogs";
import css from "./Editor.module.css";
import { EditorGrid, type GridDoes } from "./EditorGrid";
import { Kinds } from "./Kinds";
import { Side } from "./Side";
import { errorsOf, isConflict, useEditing, useEndings, type EditingState } from "./useEditing";

const ICON = { size: 16, stroke: 1.6 } as const;

/** What one does to the tiles, and what of it is said. */
function useDeeds(state: EditingState) {
  const { t } = useI18n();
  const [said, setSaid] = useState("");
  const { editing, setEditing } = state;
  const focusTile = (id: string | null) =>
    document
      .querySelector<HTMLElement>(id === null ? "[data-add]" : `[data-tile="${CSS.escape(id)}"]`)
      ?.focus();
  // Drawn and focused in one go: what one sees has the next key, and not some milliseconds later.
  const showAndFocus = (next: Editing) => {
    flushSync(() => setEditing(next));
    focusTile(next.selected);
  };
  const remove = (id: string) => {
    const { tiles } = editing.draft;
    const next = neighbour(tiles, id);
    showAndFocus({ ...withTiles(editing, without<Tile>(tiles, id)), selected: next });
    toasts.show(t("boards.removed"), () => setEditing((now) => undone(now)));
  };
  const add = (kind: Kind) => {
    const next = withNewTile(editing, kind);
    if (next === editing) {
      setSaid(t("boards.noRoom"));
      toasts.show(t("boards.noRoom"));
      return;
    }
    setSaid(t("boards.say.added"));
    showAndFocus(next);
  };
  const does: GridDoes = {
    onSelect: (id) =>
      setEditing((now) => (now.selected === id ? now : { ...now, selected: id, typing: null })),
    onTiles: (tiles) => setEditing((now) => withTiles(now, tiles)),
    onOpen: () => document.querySelector<HTMLElement>("[data-first]")?.focus(),
    onDelete: remove,
    onSay: setSaid,
  };
  const back = () => {
    setEditing(undone(editing));
    setSaid(t("boards.say.undone"));
  };
  const forth = () => {
    setEditing(redone(editing));
    setSaid(t("boards.say.redone"));
  };
  return { said, add, remove, does, back, forth, focusTile };
}

type Deeds = ReturnType<typeof useDeeds>;

interface Parts {
  board: Board;
  state: EditingState;
  deeds: Deeds;
  endings: ReturnType<typeof useEndings>;
}

function Notices({
  board,
  state,
  onTheirs,
  onDiscard,
}: {
  board: Board;
  state: EditingState;
  onTheirs: () => void;
  onDiscard: () => void;
}) {
  const { t } = useI18n();
  const [read, setRead] = useState(false);
  return (
    <div role="status" className={css.notices}>
      {state.overtaken && (
        <Notice
          tone="warn"
          title={t("boards.overtaken.title")}
          aside={<Button onClick={onTheirs}>{t("boards.conflict.theirs")}</Button>}
        >
          {t("boards.overtaken.text", { name: board.name })}
        </Notice>
      )}
      {state.restored && state.dirty && !read && !state.overtaken && (
        <Notice
          tone="neutral"
          title={t("boards.restored")}
          aside={
            <span className={css.asides}>
              <Button onClick={() => setRead(true)}>{t("boards.restored.keep")}</Button>
              <Button onClick={onDiscard}>{t("boards.discard")}</Button>
            </span>
          }
        />
      )}
    </div>
  );
}

function Bar({
  state,
  deeds,
  onSave,
  onLeave,
  name,
}: {
  state: EditingState;
  deeds: Deeds;
  onSave: () => void;
  onLeave: () => void;
  name: string;
}) {
  const { t } = useI18n();
  const { editing, dirty, busy } = state;
  return (
    <TopBar
      left={<h1 className={css.title}>{t("boards.editing", { name })}</h1>}
      right={
        <>
          <span className="muted detail" role="status">
            {t(dirty ? "boards.unsaved" : "boards.allSaved")}
          </span>
          <IconButton
            label={t("action.undo")}
            keyHint="Ctrl Z"
            disabled={editing.past.length === 0}
            onClick={deeds.back}
          >
            <IconArrowBackUp {...ICON} />
          </IconButton>
          <IconButton
            label={t("boards.redo")}
            keyHint="Ctrl Shift Z"
            disabled={editing.future.length === 0}
            onClick={deeds.forth}
          >
            <IconArrowForwardUp {...ICON} />
          </IconButton>
          <Button onClick={onLeave}>{t("boards.leave")}</Button>
          <Button kind="primary" keyHint="Ctrl S" onClick={onSave} aria-busy={busy}>
            {t("action.save")}
          </Button>
        </>
      }
    />
  );
}

function useEditorKeys(deeds: Deeds, save: () => void): void {
  const { t } = useI18n();
  const group = "wallboard" as const;
  useKeys([
    { keys: "Ctrl+S", label: t("action.save"), group, run: save },
    { keys: "Ctrl+Z", label: t("action.undo"), group, run: deeds.back },
    { keys: "Ctrl+Shift+Z", label: t("boards.redo"), group, run: deeds.forth },
    { keys: "a", label: t("boards.add"), group, run: () => deeds.focusTile(null) },
  ]);
}

/** The kinds of tiles, and the board below them. */
function Middle({ board, state, deeds, endings }: Parts) {
  const { t } = useI18n();
  const stopped = useStopped();
  const { draft, selected } = state.editing;
  const faulty = new Set(errorsOf(state.problem, draft).keys());
  return (
    <div className={css.middle}>
      <p className="visually-hidden" role="status">
        {deeds.said}
      </p>
      <Kinds count={draft.tiles.length} onAdd={deeds.add} />
      <Notices
        board={board}
        state={state}
        onTheirs={endings.takeTheirs}
        onDiscard={endings.discard}
      />
      <div className={`${wall.board} ${css.board}`} data-stale={stopped !== null || undefined}>
        {draft.tiles.length === 0 ? (
          <p className={css.empty}>{t("boards.empty.teach")}</p>
        ) : (
          <EditorGrid tiles={draft.tiles} selected={selected} faulty={faulty} does={deeds.does} />
        )}
      </div>
    </div>
  );
}

function Beside({ board, state, deeds, endings }: Parts) {
  const { editing, setEditing, problem } = state;
  const { draft, selected } = editing;
  return (
    <Side
      board={board}
      draft={draft}
      tile={draft.tiles.find((one) => one.id === selected) ?? null}
      errors={errorsOf(problem, draft)}
      problem={isConflict(problem) ? null : problem}
      onDraft={(part, typing) => setEditing((now) => changed(now, part, typing ?? null))}
      onTile={(next, typing) => setEditing((now) => withTile(now, next, typing ?? null))}
      onClose={() => {
        flushSync(() => setEditing((now) => ({ ...now, selected: null })));
        // The tile itself would be chosen again by its focus.
        deeds.does.onOpen();
      }}
      onBack={() => deeds.focusTile(selected)}
      onChoose={(id) => {
        setEditing((now) => ({ ...now, selected: id }));
        deeds.focusTile(id);
      }}
      onDelete={deeds.remove}
      onDeleteBoard={endings.remove}
    />
  );
}

/** Puts a board together: tiles from above, the board in the middle with its real numbers, the form beside it. */
export function Editor({ board }: { board: Board }) {
  const world = useWorldHere(false, false);
  const state = useEditing(board);
  const endings = useEndings(board, state);
  const deeds = useDeeds(state);
  const [leaving, setLeaving] = useState(false);
  const leave = () => (state.dirty ? setLeaving(true) : endings.leave());
  const save = () => {
    if (!state.busy) endings.save();
  };
  useEditorKeys(deeds, save);
  if (!world) return <Skeleton lines={[30, 60, 60]} />;
  const parts: Parts = { board, state, deeds, endings };
  return (
    <WorldProvider value={world}>
      <Bar
        state={state}
        deeds={deeds}
        onSave={save}
        onLeave={leave}
        name={state.editing.draft.name}
      />
      <main className={css.editor}>
        <Middle {...parts} />
        <Beside {...parts} />
      </main>
      <Conflict
        open={isConflict(state.problem)}
        onOver={endings.saveOver}
        onTheirs={endings.takeTheirs}
        onClose={() => state.setProblem(null)}
      />
      <Leaving
        open={leaving}
        onClose={() => setLeaving(false)}
        onSave={save}
        onLater={endings.leave}
        onDiscard={() => {
          endings.discard();
          endings.leave();
        }}
      />
    </WorldProvider>
  );
}
