import type { Agent } from "@/api/configuration";
import type { Translate } from "@/i18n/catalogue";
import type { Column } from "@/ui";
import css from "./People.module.css";
import { howMany, tick, tickAll, type Selection } from "./selection.model";

/** The column of ticks before a list of agents. A click with Shift ticks everything from the last one on. */
export function ticks(
  t: Translate,
  shown: readonly Agent[],
  selection: Selection,
  onChange: (selection: Selection) => void,
): Column<Agent> {
  const ids = shown.map((agent) => agent.id);
  const ticked = howMany(selection, ids);
  return {
    key: "tick",
    width: "36px",
    head: (
      <label className={css.tick}>
        <input
          type="checkbox"
          aria-label={t("bulk.all")}
          checked={ticked === "all"}
          ref={(box) => {
            if (box) box.indeterminate = ticked === "some";
          }}
          onChange={() => onChange(tickAll(selection, ids))}
        />
      </label>
    ),
    cell: (agent) => (
      // Ticking a row is not opening it.
      <label className={css.tick} onClick={(event) => event.stopPropagation()}>
        <input
          type="checkbox"
          aria-label={t("bulk.one", { name: agent.name })}
          checked={selection.chosen.has(agent.id)}
          onChange={(event) => {
            const { shiftKey } = event.nativeEvent as unknown as { shiftKey?: boolean };
            onChange(tick(selection, ids, agent.id, shiftKey === true));
          }}
        />
      </label>
    ),
  };
}
