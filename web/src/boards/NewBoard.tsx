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

interface NewProps {
  current: Board | null;
  onClose: () => void;
  onMade: (board: Board) => void;
}

function useMaking({ current, onClose, onMade }: NewProps) {
  const { t } = useI18n();
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
  const refused =
    error !== null && ofName === undefined ? (problem?.detail ?? t("error.network")) : null;
  return { name, setName, start, setStart, submit, ofName, refused };
}

/** A name and what one begins with; everything else is done on the board itself. */
export function NewBoard(props: NewProps) {
  const { t } = useI18n();
  const { data: boards = [] } = useBoards();
  const { name, setName, start, setStart, submit, ofName, refused } = useMaking(props);
  const actions = (
    <>
      <Button onClick={props.onClose}>{t("action.cancel")}</Button>
      <Button kind="primary" onClick={submit}>
        {t("boards.new.make")}
      </Button>
    </>
  );
  return (
    <Dialog open title={t("boards.new.title")} onClose={props.onClose} actions={actions}>
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
        {refused !== null && (
          <p role="alert" className={css.refused}>
            {refused}
          </p>
        )}
      </form>
    </Dialog>
  );
}
