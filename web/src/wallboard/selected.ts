import { useState, type MouseEvent } from "react";
import { selectedIn, type Selected } from "./panels/panels.model";

/** What was pressed on a board; one listener for all rows, because a board may have a thousand. `other` is told names that are no panel's. */
export function useSelected(other?: (name: string) => void) {
  const [selected, setSelected] = useState<Selected | null>(null);
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-panel]");
    const name = row?.dataset["panel"];
    if (name === undefined) return;
    const found = selectedIn(name);
    if (found) setSelected(found);
    else other?.(name);
  };
  return { selected, onClick, select: setSelected, close: () => setSelected(null) };
}
