import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { fetchAgentsCsv, makeChanges, previewAgentsCsv, type WantedChange } from "@/api/drafts";
import type { CsvPreview } from "@/api/drafts";
import { useI18n } from "@/i18n/i18n";
import { Button, Dialog, JudgementShape, Notice, toasts } from "@/ui";
import kit from "../kit/Kit.module.css";
import { refusalOf } from "../kit/useThing";
import css from "./Drafting.module.css";
import { EffectsList } from "./EffectsList";
import { useDraftMode } from "./useDraftMode";

/** Lines that are right say nothing that one must read; the wrong ones do. */
const SHOWN_MAX = 50;

const save = (text: string) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = "agents.csv";
  link.click();
  URL.revokeObjectURL(link.href);
};

function Lines({ preview }: { preview: CsvPreview }) {
  const { t } = useI18n();
  const told = preview.lines.filter((line) => line.becomes !== "same").slice(0, SHOWN_MAX);
  const wrong = preview.lines.filter((line) => line.becomes === "wrong").length;
  return (
    <div className={css.when} aria-live="polite">
      {wrong > 0 && <Notice tone="bad" title={t("drafting.csv.wrong", { count: wrong })} />}
      {wrong === 0 && preview.changes.length === 0 && <p>{t("drafting.csv.nothing")}</p>}
      <ul className={`${kit.effects} ${css.csv}`} tabIndex={0} aria-label={t("drafting.csv.title")}>
        {told.map((line) => (
          <li key={line.line} data-tone={line.becomes === "wrong" ? "bad" : "neutral"}>
            {line.becomes === "wrong" && <JudgementShape judgement="bad" size={11} />}
            <span>
              {t("drafting.csv.line")} {line.line}: <b>{line.name}</b>{" "}
              {t(`drafting.csv.becomes.${line.becomes}`)}
              {line.errors.length > 0 && <>. {line.errors.join(" ")}</>}
            </span>
          </li>
        ))}
      </ul>
      {wrong === 0 && preview.effects && <EffectsList effects={preview.effects} />}
    </div>
  );
}

function Files({
  saving,
  onSave,
  onChoose,
}: {
  saving: boolean;
  onSave: () => void;
  onChoose: (file: File) => void;
}) {
  const { t } = useI18n();
  return (
    <div className={css.when}>
      <Button aria-busy={saving} onClick={onSave}>
        {t("drafting.csv.save")}
      </Button>
      <label>
        {t("drafting.csv.choose")}{" "}
        <input
          type="file"
          accept=".csv,text/csv"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) onChoose(file);
            // Who has mended the table chooses the same file again: that is a change only to an empty field.
            event.target.value = "";
          }}
        />
      </label>
    </div>
  );
}

/** Agents out into a spreadsheet and back: looked at first, then all of it or nothing. */
export function AgentsCsv() {
  const { t } = useI18n();
  const client = useQueryClient();
  const draft = useDraftMode();
  const [open, setOpen] = useState(false);
  const exported = useMutation({ mutationFn: fetchAgentsCsv, onSuccess: save });
  const read = useMutation({
    mutationFn: async (file: File) => previewAgentsCsv(await file.text()),
  });
  const take = useMutation({
    mutationFn: (changes: readonly WantedChange[]) => makeChanges(changes, draft),
    onSuccess: async () => {
      close();
      toasts.show(t("drafting.csv.taken"));
      await client.invalidateQueries();
    },
  });
  const close = () => {
    setOpen(false);
    read.reset();
    take.reset();
  };
  const changes = (read.data?.changes ?? []) as unknown as WantedChange[];
  const refused = exported.error ?? read.error ?? take.error;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("drafting.csv")}</Button>
      <Dialog
        open={open}
        title={t("drafting.csv.title")}
        onClose={close}
        actions={
          <>
            <Button onClick={close}>{t("action.cancel")}</Button>
            {changes.length > 0 && (
              <Button
                kind="primary"
                aria-busy={take.isPending}
                onClick={() => take.mutate(changes)}
              >
                {t("drafting.csv.take", {
                  count: read.data?.lines.filter((line) => line.becomes !== "same").length ?? 0,
                })}
              </Button>
            )}
          </>
        }
      >
        <p className="muted">{t("drafting.csv.text")}</p>
        <Files
          saving={exported.isPending}
          onSave={() => exported.mutate()}
          onChoose={(file) => read.mutate(file)}
        />
        {read.data && <Lines preview={read.data} />}
        {refused !== null && (
          <p className={kit.refused} role="alert">
            <JudgementShape judgement="bad" size={11} />{" "}
            {refusalOf(refused).detail ?? t("admin.kit.notSaved")}
          </p>
        )}
      </Dialog>
    </>
  );
}
