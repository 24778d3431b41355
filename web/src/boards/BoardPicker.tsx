import { IconChevronDown, IconCopy, IconPlus, IconRotate } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { copyBoard } from "@/api/boards";
import { ApiError } from "@/api/client";
import { useMay } from "@/app/session";
import type { Board } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { Menu, toasts, useKeys, type MenuGroup, type MenuItem } from "@/ui";
import css from "./Picker.module.css";
import { NewBoard } from "./NewBoard";
import { RotateDialog } from "./RotateDialog";
import { rememberBoard } from "./wall.model";
import { useBoards, useKnowBoard } from "./world";

const ICON = { size: 16, stroke: 1.6 } as const;

const whyNot = (error: unknown, otherwise: string): string =>
  error instanceof ApiError ? error.message : otherwise;

function useGo() {
  const navigate = useNavigate();
  return (id: number | null, edit = false) => {
    rememberBoard(localStorage, id);
    if (id === null) void navigate({ to: "/wallboard" });
    else
      void navigate({
        to: "/wallboard/$board",
        params: { board: String(id) },
        search: edit ? { edit: true } : {},
      });
  };
}

function useBoardGroups(board: Board | null, go: (id: number | null) => void): MenuGroup[] {
  const { t } = useI18n();
  const { data = [] } = useBoards();
  const item = (one: Board) => ({
    key: String(one.id),
    label: one.name,
    detail: one.mine ? t(`boards.sharing.${one.sharing}`) : one.owner,
    chosen: one.id === board?.id,
    onChoose: () => go(one.id),
  });
  const groups: MenuGroup[] = [
    {
      key: "overview",
      items: [
        {
          key: "overview",
          label: t("boards.overview"),
          chosen: board === null,
          onChoose: () => go(null),
        },
      ],
    },
  ];
  const mine = data.filter((one) => one.mine);
  const shared = data.filter((one) => !one.mine);
  if (mine.length > 0) groups.push({ key: "mine", label: t("boards.mine"), items: mine.map(item) });
  if (shared.length > 0)
    groups.push({ key: "shared", label: t("boards.shared"), items: shared.map(item) });
  return groups;
}

type Asked = "new" | "rotate";

/** What can be done beside choosing. */
function useActions(
  board: Board | null,
  go: (id: number | null, edit?: boolean) => void,
  ask: (what: Asked) => void,
): MenuGroup {
  const { t } = useI18n();
  const may = useMay()("board.edit");
  const know = useKnowBoard();
  const copy = (id: number) =>
    void copyBoard(id, "").then(
      (made) => {
        know(made);
        go(made.id, true);
      },
      (error: unknown) =>
        toasts.show(t("boards.copyFailed", { why: whyNot(error, t("error.network")) })),
    );
  const items: MenuItem[] = [];
  if (may)
    items.push({
      key: "new",
      label: t("boards.new"),
      before: <IconPlus {...ICON} />,
      onChoose: () => ask("new"),
    });
  if (may && board)
    items.push({
      key: "copy",
      label: t("boards.copy"),
      before: <IconCopy {...ICON} />,
      onChoose: () => copy(board.id),
    });
  items.push({
    key: "rotate",
    label: t("boards.rotate"),
    before: <IconRotate {...ICON} />,
    onChoose: () => ask("rotate"),
  });
  return { key: "actions", items };
}

/** The name of the board, which is also how one goes to another, makes one, or hangs several on a wall. */
export function BoardTitle({ board }: { board: Board | null }) {
  const { t } = useI18n();
  const [open, setOpen] = useState<Asked | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const go = useGo();
  const name = board?.name ?? t("boards.overview");
  useKeys([
    {
      keys: "b",
      label: t("boards.choose"),
      group: "wallboard",
      run: () => button.current?.click(),
    },
  ]);
  const boards = useBoardGroups(board, go);
  const actions = useActions(board, go, setOpen);
  return (
    <div className={css.title}>
      <h1>
        {t("wallboard.title")}
        <span className="visually-hidden">: {name}</span>
      </h1>
      <Menu
        groups={[...boards, actions]}
        width={300}
        trigger={(props) => (
          <button
            {...props}
            ref={button}
            className={css.picker}
            aria-label={t("boards.chooseNow", { name })}
          >
            <span>{name}</span>
            <IconChevronDown {...ICON} aria-hidden />
          </button>
        )}
      />
      {/* A section of its own: the heads of dialogs are no second head of the page. */}
      <section>
        {open === "new" && (
          <NewBoard
            current={board}
            onClose={() => setOpen(null)}
            onMade={(made) => go(made.id, true)}
          />
        )}
        {open === "rotate" && (
          <RotateDialog current={board?.id ?? null} onClose={() => setOpen(null)} />
        )}
      </section>
    </div>
  );
}
