import { IconTrash, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { ApiError } from "@/api/client";
import {
  BOARD_NAME_LENGTH_MAX,
  type Board,
  type Sharing,
  type Tile,
} from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import {
  Button,
  Dialog,
  Field,
  IconButton,
  Input,
  JudgementShape,
  LinkButton,
  Segmented,
} from "@/ui";
import type { Draft } from "../editor.model";
import { inOrder } from "../layout.model";
import { useWorld } from "../world";
import css from "./Editor.module.css";
import { Choose, errorAt, type Errors } from "./fields";
import { useOwnName } from "./names";
import { TileForm } from "./TileForm";

const NOTHING: Errors = {};
const SHARINGS: readonly Sharing[] = ["private", "teams", "everybody"];

interface SideProps {
  board: Board;
  draft: Draft;
  tile: Tile | null;
  errors: ReadonlyMap<string, Errors>;
  problem: unknown;
  onDraft: (part: Partial<Draft>, typing?: string) => void;
  onTile: (tile: Tile, typing?: string) => void;
  onClose: () => void;
  onBack: () => void;
  onChoose: (id: string) => void;
  onDelete: (id: string) => void;
  onDeleteBoard: () => void;
}

/** What the server refused, and the ways to it. */
function Problem({
  problem,
  errors,
  draft,
  onChoose,
}: Pick<SideProps, "problem" | "errors" | "draft" | "onChoose">) {
  const { t } = useI18n();
  const own = useOwnName();
  if (problem === null) return null;
  const tiles = draft.tiles.filter((tile) => errors.has(tile.id));
  return (
    <div role="alert" className={css.problem}>
      <p>
        <JudgementShape judgement="bad" size={11} />{" "}
        {problem instanceof ApiError ? problem.message : t("error.network")}
      </p>
      {tiles.map((tile) => (
        <p key={tile.id}>
          <LinkButton onClick={() => onChoose(tile.id)}>{tile.title || own(tile)}</LinkButton>{" "}
          {Object.values(errors.get(tile.id) ?? {}).join(" ")}
        </p>
      ))}
    </div>
  );
}

function BoardForm({ board, draft, errors, onDraft, onDeleteBoard }: SideProps) {
  const { t } = useI18n();
  const { teams } = useWorld();
  const [asking, setAsking] = useState(false);
  const own = errors.get("") ?? NOTHING;
  return (
    <>
      <Input
        label={t("boards.name")}
        value={draft.name}
        maxLength={BOARD_NAME_LENGTH_MAX}
        error={own["name"]}
        data-first
        onChange={(event) => onDraft({ name: event.target.value }, "name")}
      />
      <Field
        label={t("boards.form.sharing")}
        hint={t(`boards.sharing.${draft.sharing}.says`)}
        error={own["sharing"]}
      >
        {() => (
          <Segmented
            label={t("boards.form.sharing")}
            value={draft.sharing}
            options={SHARINGS.map((sharing) => ({
              value: sharing,
              label: t(`boards.sharing.${sharing}`),
            }))}
            onChange={(value) => {
              const sharing = SHARINGS.find((one) => one === value);
              if (sharing) onDraft({ sharing, teams: sharing === "teams" ? draft.teams : [] });
            }}
          />
        )}
      </Field>
      {draft.sharing === "teams" && (
        <Choose
          legend={t("boards.form.sharedTeams")}
          all={t("boards.form.noTeamYet")}
          options={teams}
          chosen={draft.teams}
          error={errorAt(own, "teams")}
          onChange={(chosen) => onDraft({ teams: chosen })}
        />
      )}
      <p className="muted">{t("boards.form.help")}</p>
      <div>
        <Button icon={<IconTrash size={16} stroke={1.6} />} onClick={() => setAsking(true)}>
          {t("boards.delete")}
        </Button>
      </div>
      <Dialog
        open={asking}
        title={t("boards.delete.title", { name: board.name })}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t("action.cancel")}</Button>
            <Button kind="stop" onClick={onDeleteBoard}>
              {t("boards.delete")}
            </Button>
          </>
        }
      >
        <p>{t("boards.delete.text")}</p>
      </Dialog>
    </>
  );
}

/** Tiles as a list: for who does not see the board, and when there are many. */
function TileList({ draft, onChoose }: Pick<SideProps, "draft" | "onChoose">) {
  const { t } = useI18n();
  const own = useOwnName();
  if (draft.tiles.length === 0) return null;
  return (
    <section>
      <h3 className="label">{t("boards.tiles")}</h3>
      <ol className={css.list}>
        {inOrder(draft.tiles).map((tile) => (
          <li key={tile.id}>
            <LinkButton onClick={() => onChoose(tile.id)}>{tile.title || own(tile)}</LinkButton>{" "}
            <span className="faint">{t(`boards.kind.${tile.kind}`)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The form beside the board: of the chosen tile, else of the board itself. */
export function Side(props: SideProps) {
  const { t } = useI18n();
  const { tile, errors, onTile, onClose, onBack, onDelete } = props;
  return (
    <aside
      className={css.side}
      aria-label={t(tile ? "boards.form.tile" : "boards.form.board")}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented || !tile) return;
        onBack();
        event.preventDefault();
      }}
    >
      <Problem {...props} />
      {tile ? (
        <>
          <header className={css.sideHead}>
            <h2>{t(`boards.kind.${tile.kind}`)}</h2>
            <IconButton label={t("boards.form.close")} side="left" onClick={onClose}>
              <IconX size={16} stroke={1.6} />
            </IconButton>
          </header>
          <TileForm
            key={tile.id}
            tile={tile}
            errors={errors.get(tile.id) ?? NOTHING}
            onChange={onTile}
          />
          <p className="faint detail">{t("boards.keys")}</p>
          <div>
            <Button icon={<IconTrash size={16} stroke={1.6} />} onClick={() => onDelete(tile.id)}>
              {t("boards.form.removeTile")}
            </Button>
          </div>
        </>
      ) : (
        <>
          <header className={css.sideHead}>
            <h2>{t("boards.form.board")}</h2>
          </header>
          <BoardForm {...props} />
          <TileList {...props} />
        </>
      )}
    </aside>
  );
}
