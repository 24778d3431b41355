import type { ReactNode } from "react";
import { BOARD_TILES_MAX } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import type { Kind } from "../layout.model";
import css from "./Editor.module.css";

/** Small pictures, drawn on 32 x 20. */
const PICTURES: Readonly<Record<Kind, ReactNode>> = {
  number: (
    <text x="16" y="16" textAnchor="middle" className={css.digits}>
      17
    </text>
  ),
  trend: <path d="M3 15 9 9l6 3 7-7 7 4" />,
  table: <path d="M3 4h26M3 10h26M3 16h26M14 4v12M22 4v12" />,
  list: <path d="M8 4h20M8 10h20M8 16h20M3 4h1M3 10h1M3 16h1" />,
  clock: <path d="M16 2a8 8 0 1 0 .01 0M16 6v4l3 2" />,
  message: <path d="M4 3h24v11H14l-5 4v-4H4z" />,
};

const KINDS: readonly Kind[] = ["number", "trend", "table", "list", "clock", "message"];

/** The six kinds of tiles; pressing one puts it onto the board. */
export function Kinds({ count, onAdd }: { count: number; onAdd: (kind: Kind) => void }) {
  const { t } = useI18n();
  const full = count >= BOARD_TILES_MAX;
  return (
    <div className={css.kinds} role="group" aria-label={t("boards.add")}>
      <span className="label">{t("boards.add")}</span>
      {KINDS.map((kind) => (
        <button
          key={kind}
          type="button"
          className={css.kind}
          title={t(`boards.says.${kind}`)}
          data-add={kind}
          onClick={() => onAdd(kind)}
        >
          <svg width="32" height="20" viewBox="0 0 32 20" aria-hidden>
            {PICTURES[kind]}
          </svg>
          {t(`boards.kind.${kind}`)}
        </button>
      ))}
      {full && <span className="muted detail">{t("boards.full", { most: BOARD_TILES_MAX })}</span>}
    </div>
  );
}
