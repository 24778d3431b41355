import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { changeInteraction, type InteractionDetail } from "@/api/interactions";
import { useI18n } from "@/i18n/i18n";
import { Ago, Select, TextArea } from "@/ui";
import { nowMs } from "@/ui/ticker";
import css from "./Calls.module.css";
import { useDispositions } from "./names";

const SAVE_AFTER_MS = 800;
const NOTE_LENGTH_MAX = 10_000;

/** The note as it is typed; sent after a pause, and when the page is left. */
function useSaving(call: InteractionDetail) {
  const client = useQueryClient();
  const [note, setNote] = useState(call.note);
  const [savedAt, setSavedAt] = useState<number | null>(null);
  const save = useMutation({
    // One after the other: a later letter is never overtaken by an earlier one.
    scope: { id: `outcome ${call.id}` },
    mutationFn: (part: { note?: string; disposition?: number | null }) =>
      changeInteraction(call.id, part),
    onSuccess: (_, part) => {
      setSavedAt(nowMs());
      client.setQueryData<InteractionDetail>(["interaction", call.id], (before) =>
        before && part.note !== undefined ? { ...before, note: part.note } : before,
      );
      if (part.disposition !== undefined)
        void client.invalidateQueries({ queryKey: ["interaction", call.id] });
      void client.invalidateQueries({ queryKey: ["interactions"] });
    },
  });
  const { mutate } = save;
  useEffect(() => {
    if (note === call.note) return undefined;
    const timer = setTimeout(() => mutate({ note }), SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [note, call.note, mutate]);

  // Whoever leaves the page in the middle of a word has typed it all the same.
  const leave = useEffectEvent(() => {
    if (note !== call.note) mutate({ note });
  });
  useEffect(() => () => leave(), []);
  return { note, setNote, savedAt, save };
}

/** Note and disposition, saved while one types. */
export function OutcomeForm({ call }: { call: InteractionDetail }) {
  const { t } = useI18n();
  const dispositions = useDispositions(call.queue?.id ?? null);
  const { note, setNote, savedAt, save } = useSaving(call);
  const known = dispositions.some((one) => one.id === call.disposition?.id);
  const options = [
    ...dispositions,
    // One that was taken out of use stays where it was chosen.
    ...(call.disposition && !known ? [call.disposition] : []),
  ];
  const dirty = note !== call.note;
  return (
    <div className={css.form}>
      <Select
        label={t("calls.disposition")}
        value={String(call.disposition?.id ?? "")}
        options={[
          { value: "", label: t("calls.disposition.none") },
          ...options.map((one) => ({ value: String(one.id), label: one.name })),
        ]}
        onChange={(event) => {
          const { value } = event.target;
          save.mutate({ disposition: value === "" ? null : Number(value) });
        }}
      />
      <TextArea
        label={t("calls.note")}
        rows={5}
        maxLength={NOTE_LENGTH_MAX}
        value={note}
        error={save.isError ? t("calls.note.failed") : undefined}
        aside={
          save.isPending || dirty ? (
            t("calls.note.saving")
          ) : savedAt === null ? undefined : (
            <SavedAgo at={savedAt} />
          )
        }
        onChange={(event) => setNote(event.target.value)}
      />
    </div>
  );
}

function SavedAgo({ at }: { at: number }) {
  const { t } = useI18n();
  const [before, after] = t("calls.note.saved", { ago: "\u0000" }).split("\u0000");
  return (
    <>
      {before}
      <Ago at={at} />
      {after}
    </>
  );
}
