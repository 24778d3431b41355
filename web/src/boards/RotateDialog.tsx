import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useI18n } from "@/i18n/i18n";
import { Button, Checkbox, Dialog, Input } from "@/ui";
import { goFullScreen } from "@/wallboard/Tv";
import css from "./Picker.module.css";
import {
  OVERVIEW,
  ROTATE_SECONDS,
  ROTATE_SECONDS_MAX,
  ROTATE_SECONDS_MIN,
  type Wall,
} from "./wall.model";
import { useBoards } from "./world";

function Which({
  all,
  chosen,
  onChange,
}: {
  all: readonly { readonly id: number; readonly name: string }[];
  chosen: readonly number[];
  onChange: (chosen: readonly number[]) => void;
}) {
  const { t } = useI18n();
  return (
    <fieldset className={css.choices}>
      <legend>{t("boards.rotate.which")}</legend>
      {all.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={name}
          checked={chosen.includes(id)}
          onChange={(event) =>
            onChange(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
          }
        />
      ))}
    </fieldset>
  );
}

/** Which boards take turns on this screen, and how long each stays. */
export function RotateDialog({
  current,
  onClose,
}: {
  current: number | null;
  onClose: () => void;
}) {
  const { t } = useI18n();
  const { data = [] } = useBoards();
  const navigate = useNavigate();
  const all = [{ id: OVERVIEW, name: t("boards.overview") }, ...data];
  const [chosen, setChosen] = useState<readonly number[]>([current ?? OVERVIEW]);
  const [seconds, setSeconds] = useState(String(ROTATE_SECONDS));
  const [tried, setTried] = useState(false);
  const rotate = Number(seconds);
  const right =
    Number.isInteger(rotate) && rotate >= ROTATE_SECONDS_MIN && rotate <= ROTATE_SECONDS_MAX;
  const start = () => {
    setTried(true);
    if (!right || chosen.length < 2) return;
    const boards = all.map((board) => board.id).filter((id) => chosen.includes(id));
    const wall: Wall = { tv: true, rotate, boards };
    const first = boards[0] ?? OVERVIEW;
    goFullScreen();
    onClose();
    if (first === OVERVIEW) void navigate({ to: "/wallboard", search: wall });
    else void navigate({ to: "/wallboard/$board", params: { board: String(first) }, search: wall });
  };
  return (
    <Dialog
      open
      title={t("boards.rotate.title")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("action.cancel")}</Button>
          <Button kind="primary" onClick={start}>
            {t("boards.rotate.start")}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <p className="muted">{t("boards.rotate.text")}</p>
        <Which all={all} chosen={chosen} onChange={setChosen} />
        {tried && chosen.length < 2 && (
          <p role="alert" className={css.refused}>
            {t("boards.rotate.two")}
          </p>
        )}
        <Input
          label={t("boards.rotate.seconds")}
          unit="s"
          inputMode="numeric"
          value={seconds}
          error={
            tried && !right
              ? t("boards.rotate.range", { least: ROTATE_SECONDS_MIN, most: ROTATE_SECONDS_MAX })
              : undefined
          }
          onChange={(event) => setSeconds(event.target.value)}
        />
      </div>
    </Dialog>
  );
}
