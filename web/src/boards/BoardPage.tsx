import { IconArrowsMaximize, IconPencil } from "@tabler/icons-react";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Suspense, useEffect, useState } from "react";
import { BoardAlarms } from "@/alarms/AlarmBar";
import { TopBar } from "@/app/Shell";
import { useMay } from "@/app/session";
import type { Board, NumberTile, TrendTile } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { useLive } from "@/live/useLive";
import { Button, EmptyState, ErrorState, Skeleton, useKeys } from "@/ui";
import { later } from "@/ui/later";
import { Age } from "@/wallboard/Age";
import { useStopped } from "@/wallboard/clock";
import { useReasonNames } from "@/wallboard/reasons";
import { useSelected } from "@/wallboard/selected";
import { goFullScreen, leaveFullScreen, TvFrame, useOwnBeat } from "@/wallboard/Tv";
import wall from "@/wallboard/Wallboard.module.css";
import { Warnings } from "@/wallboard/Warnings";
import { Behind } from "./Behind";
import { BoardGrid } from "./BoardGrid";
import { BoardTitle } from "./BoardPicker";
import { useRotation } from "./rotation";
import { rememberBoard } from "./wall.model";
import { useBoardNews, useBoards, useMeasures, useWorldHere, WorldProvider } from "./world";

const route = getRouteApi("/shell/wallboard/$board");
const Panel = later(async () => (await import("@/wallboard/panels/Panels")).Panel);
const Editor = later(async () => (await import("./editor/Editor")).Editor);

const ICON = { size: 16, stroke: 1.6 } as const;

/** The tiles, and beside them what was pressed. */
function Content({ board, tv }: { board: Board; tv: boolean }) {
  const world = useWorldHere(tv, !tv);
  const stopped = useStopped();
  const reasons = useReasonNames();
  const [behind, setBehind] = useState<NumberTile | TrendTile | null>(null);
  const { selected, onClick, close } = useSelected((name) => {
    const tile = board.tiles.find((one) => `tile:${one.id}` === name);
    if (tile?.kind === "number" || tile?.kind === "trend") setBehind(tile);
  });
  if (!world) return <Skeleton lines={[30, 60, 60, 60]} />;
  return (
    <WorldProvider value={world}>
      <div className={wall.board} data-stale={stopped !== null || undefined} onClick={onClick}>
        <Warnings />
        <BoardGrid tiles={board.tiles} />
        {behind && (
          <Behind tile={behind} onClose={() => setBehind(null)} onChoose={() => setBehind(null)} />
        )}
        {selected && !tv && (
          <Suspense>
            <Panel selected={selected} reasons={reasons} onClose={close} />
          </Suspense>
        )}
      </div>
    </WorldProvider>
  );
}

/** A board without tiles says what it is for and how one begins. */
function Empty({ board, onEdit }: { board: Board; onEdit: () => void }) {
  const { t } = useI18n();
  return (
    <EmptyState
      title={t("boards.empty.title")}
      text={t(board.may_edit ? "boards.empty.text" : "boards.empty.others")}
      action={
        board.may_edit && (
          <Button kind="primary" keyHint="E" onClick={onEdit}>
            {t("boards.edit")}
          </Button>
        )
      }
    />
  );
}

function Gone() {
  const { t } = useI18n();
  useEffect(() => rememberBoard(localStorage, null), []);
  return (
    <>
      <TopBar left={<BoardTitle board={null} />} />
      <main className={wall.page}>
        <EmptyState
          title={t("boards.gone.title")}
          text={t("boards.gone.text")}
          action={<Link to="/wallboard">{t("boards.gone.action")}</Link>}
        />
      </main>
    </>
  );
}

function Shown({ board }: { board: Board }) {
  const { t } = useI18n();
  const may = useMay();
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/wallboard/$board" });
  const known = useLive((state) => state.freshAt !== 0);
  const edit = () => void navigate({ search: { edit: true } });
  const enter = () => {
    goFullScreen();
    void navigate({ search: { tv: true } });
  };
  const [leave] = useState(() => () => {
    leaveFullScreen();
    void navigate({ search: {} });
  });
  const group = "wallboard" as const;
  useKeys(
    search.tv
      ? []
      : [
          { keys: "f", label: t("wallboard.tv"), group, run: enter },
          ...(board.may_edit ? [{ keys: "e", label: t("boards.edit"), group, run: edit }] : []),
        ],
  );
  if (search.tv && known)
    return (
      <TvFrame title={board.name} onLeave={leave}>
        <Content board={board} tv />
      </TvFrame>
    );
  return (
    <>
      <TopBar
        left={<BoardTitle board={board} />}
        middle={may("live.all") && <BoardAlarms />}
        right={
          <>
            <Age shape />
            {board.may_edit && (
              <Button icon={<IconPencil {...ICON} />} keyHint="E" onClick={edit}>
                {t("boards.edit")}
              </Button>
            )}
            <Button icon={<IconArrowsMaximize {...ICON} />} keyHint="F" onClick={enter}>
              {t("wallboard.tv")}
            </Button>
          </>
        }
      />
      <main className={wall.page}>
        {!known ? (
          <Skeleton lines={[30, 60, 60, 60]} />
        ) : board.tiles.length === 0 ? (
          <Empty board={board} onEdit={edit} />
        ) : (
          <Content board={board} tv={false} />
        )}
      </main>
    </>
  );
}

/** A board that somebody put together: to look at, on a wall, or to change. */
export function BoardPage() {
  const { t } = useI18n();
  useOwnBeat();
  useBoardNews();
  const id = Number(route.useParams().board);
  const search = route.useSearch();
  // Also while this one is gone or cannot be loaded: the others on this wall go on taking turns.
  useRotation(search, id);
  const { data, isPending, isError, error, refetch } = useBoards();
  const measures = useMeasures();
  const board = data?.find((one) => one.id === id);
  const found = board !== undefined;
  useEffect(() => {
    if (found) rememberBoard(localStorage, id);
  }, [found, id]);
  if (isPending)
    return (
      <>
        <TopBar left={<BoardTitle board={null} />} />
        <main className={wall.page}>
          <Skeleton lines={[30, 60, 60, 60]} />
        </main>
      </>
    );
  if ((isError && !data) || (measures.isError && !measures.data))
    return (
      <>
        <TopBar left={<BoardTitle board={null} />} />
        <main className={wall.page}>
          <ErrorState
            title={t("boards.failed")}
            text={t("boards.failed.text")}
            details={String(error ?? measures.error)}
            onRetry={() => void Promise.all([refetch(), measures.refetch()])}
          />
        </main>
      </>
    );
  if (!board) return <Gone />;
  if (search.edit && board.may_edit)
    return (
      <Suspense>
        <Editor key={board.id} board={board} />
      </Suspense>
    );
  return <Shown board={board} />;
}
