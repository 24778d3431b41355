import { useEffect, useState } from "react";
import type { Leftovers } from "./typed.model";

/** The field in which somebody types. */
export const fieldAtHand = (): string | null => {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement ? (activeElement.dataset["field"] ?? null) : null;
};

/** What was typed before this form was there is in it, and the cursor stands where it stood. Null when nothing was. */
export function useLeftover<Typed extends object>(
  leftovers: Leftovers<Typed>,
  page: string,
): Typed | null {
  const [leftover] = useState(() => leftovers.look(page));
  useEffect(() => {
    leftovers.taken(page);
    const field = leftover?.field;
    if (!field) return;
    const place = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`);
    place?.focus();
    if (place instanceof HTMLTextAreaElement || (place as HTMLInputElement | null)?.type === "text")
      (place as HTMLInputElement).setSelectionRange(-1, -1);
  }, [leftovers, page, leftover]);
  return leftover?.typed ?? null;
}
