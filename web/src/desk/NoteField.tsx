import { useEffectEvent, useLayoutEffect, useRef } from "react";
import { useI18n } from "@/i18n/i18n";
import { Ago, TextArea } from "@/ui";
import type { NoteState } from "./note.model";
import { useNoteState, useWrapUp } from "./WrapUpContext";

/** When the note was saved; never a colour while all is well. */
function SavedLine({ state }: { state: NoteState }) {
  const { t } = useI18n();
  if (state.failed) return <span style={{ color: "var(--warn)" }}>{t("note.failed")}</span>;
  if (state.saving) return t("note.saving");
  if (state.draft !== state.saved && state.draft.note !== state.saved.note)
    return t("note.unsaved");
  if (state.savedAt === null) return null;
  const [before, after] = t("note.saved", { ago: "\u0000" }).split("\u0000");
  return (
    <>
      {before}
      <Ago at={state.savedAt} />
      {after}
    </>
  );
}

/** Always open, from the ringing to the end of wrap-up. */
export function NoteField({ rows }: { rows: number }) {
  const { t } = useI18n();
  const { note, missing, keepCaret, takeCaret } = useWrapUp();
  const state = useNoteState();
  const field = useRef<HTMLTextAreaElement>(null);
  const interaction = note?.interaction ?? "";
  const take = useEffectEvent(takeCaret);
  const keep = useEffectEvent(keepCaret);
  // The call ends in the middle of a word, and the note moves to the wrap-up form: one types on where one was.
  useLayoutEffect(() => {
    const element = field.current;
    const before = take();
    if (before?.interaction === interaction && element) {
      element.focus();
      element.setSelectionRange(before.start, before.end);
    }
    return () => {
      if (!element || document.activeElement !== element) return;
      keep({ interaction, start: element.selectionStart, end: element.selectionEnd });
    };
  }, [interaction]);
  return (
    <TextArea
      ref={field}
      error={missing.some((one) => one.kind === "note") ? t("outcome.missing.note") : undefined}
      label={t("note.label")}
      placeholder={t("note.placeholder")}
      aside={<SavedLine state={state} />}
      rows={rows}
      data-note
      value={state.draft.note}
      onChange={(event) => note?.change({ note: event.target.value })}
    />
  );
}
