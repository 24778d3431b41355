import { useState } from "react";
import { copyBoard, createBoard } from "@/api/boards";
import { ApiError } from "@/api/client";
import { BOARD_NAME_LENGTH_MAX, type Board } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { Button, Dialog, Input, Select } from "@/ui";
import { overviewTiles } from "./editor.model";
import css from "./Picker.module.css";
import { useBoards, useKnowBoard } from "./world";

const COPY = "copy:";

function make(name: string, start: string): Promise<Board> {
  if (start.startsWith(COPY)) return copyBoard(Number(start.slice(COPY.length)), name);
  const tiles = start === "overview" ? overviewTiles() : [];
  return createBoard({ name, sharing: "private", teams: [], tiles });
}

/** A name and what one begins with; everything else is done on the board itself. */
export function NewBoard({
  current,
  onClose,
  onMade,
}: {
  current: Board | null;
  onClose: () => void;
  onMade: (board: Board) => void;
}) {
  const { t } = useI18n();
  const { data: boards = [] } = useBoards();
  const know = useKnowBoard();
  const [name, setName] = useState("");
  const [start, setStart] = useState(current ? `${COPY}${current.id}` : "overview");
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = () => {
    if (busy) return;
    setBusy(true);
    make(name.trim() || t("boards.new.name"), start)
      .then(
        (board) => {
          know(board);
          onClose();
          onMade(board);
        },
        (why: unknown) => setError(why),
      )
      .finally(() => setBusy(false));
  };
  const problem = error instanceof ApiError ? error.problem : null;
  const ofName = problem?.errors?.["name"]?.join(" ");
  return (
    <Dialog
      open
      title={t("boards.new.title")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("action.cancel")}</Button>
          <Button kind="primary" onClick={submit}>
            {t("boards.new.make")}
          </Button>
        </>
      }
    >
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Input
          label={t("boards.name")}
          value={name}
          maxLength={BOARD_NAME_LENGTH_MAX}
          placeholder={t("boards.new.name")}
          error={ofName}
          data-autofocus
          onChange={(event) => setName(event.target.value)}
        />
        <Select
          label={t("boards.new.start")}
          value={start}
          onChange={(event) => setStart(event.target.value)}
          options={[
            { value: "overview", label: t("boards.new.overview") },
            { value: "empty", label: t("boards.new.empty") },
            ...boards.map((board) => ({
              value: `${COPY}${board.id}`,
              label: t("boards.new.copyOf", { name: board.name }),
            })),
          ]}
        />
        <p className="muted">{t("boards.new.private")}</p>
        {error !== null && ofName === undefined && (
          <p role="alert" className={css.refused}>
            {problem?.detail ?? t("error.network")}
          </p>
        )}
      </form>
    </Dialog>
  );
}
