import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { changeDraft, discardDraft, publishDraft, type Draft, type Outlook } from "@/api/drafts";
import { useI18n } from "@/i18n/i18n";
import { Button, Dialog, Input, JudgementShape, toasts } from "@/ui";
import kit from "../kit/Kit.module.css";
import { refusalOf } from "../kit/useThing";
import css from "./Drafting.module.css";
import { moment } from "./moment";
import { draftMode } from "./useDraftMode";

/** As `<input type="datetime-local">` writes it, in the clocks of this browser. */
const asLocal = (at: Date): string => {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
};

/** The coming Monday at six: when most changes of this kind begin. */
function nextMonday(): Date {
  const at = new Date();
  at.setDate(at.getDate() + ((8 - at.getDay()) % 7 || 7));
  at.setHours(6, 0, 0, 0);
  return at;
}

/** Publishing now or at a time; `close` ends the question. */
function usePublishing(draft: Draft, at: string, close: () => void) {
  const { t, fmt } = useI18n();
  const client = useQueryClient();
  const navigate = useNavigate();
  const done = async (text: string) => {
    close();
    toasts.show(text);
    await client.invalidateQueries();
  };
  const now = useMutation({
    mutationFn: () => publishDraft(draft.id),
    onSuccess: async (made) => {
      draftMode.choose(null);
      await done(
        t("drafting.published", { name: draft.name, version: made.published_version ?? 0 }),
      );
      void navigate({ to: "/admin/$room", params: { room: "configuration" } });
    },
  });
  const later = useMutation({
    mutationFn: () => changeDraft(draft.id, { publish_at: new Date(at).toISOString() }),
    onSuccess: (saved) =>
      done(t("drafting.willPublish", { at: moment(fmt, saved.publish_at ?? saved.changed_at) })),
  });
  return { now, later };
}

export function Publish({ draft, outlook }: { draft: Draft; outlook: Outlook | undefined }) {
  const { t } = useI18n();
  const [asks, setAsks] = useState(false);
  const [at, setAt] = useState(() => asLocal(nextMonday()));
  const close = () => setAsks(false);
  const { now, later } = usePublishing(draft, at, close);
  const refused = now.error ?? later.error;
  const bad = outlook?.effects.consequences.filter((one) => one.is_new && one.tone === "bad");
  return (
    <>
      <Button kind="primary" onClick={() => setAsks(true)}>
        {t("drafting.publish")}
      </Button>
      <Dialog
        open={asks}
        title={t("drafting.publish.title", { name: draft.name })}
        onClose={close}
        actions={
          <>
            <Button onClick={close}>{t("action.cancel")}</Button>
            <Button aria-busy={later.isPending} onClick={() => later.mutate()}>
              {t("drafting.publish.later")}
            </Button>
            <Button kind="primary" aria-busy={now.isPending} onClick={() => now.mutate()}>
              {t("drafting.publish.now")}
            </Button>
          </>
        }
      >
        <p>{t("drafting.publish.text")}</p>
        {bad !== undefined && bad.length > 0 && (
          <ul className={kit.effects}>
            {bad.map((one) => (
              <li key={one.sentence} data-tone="bad">
                <JudgementShape judgement="bad" size={11} />
                <span>{one.sentence}</span>
              </li>
            ))}
          </ul>
        )}
        <div className={css.when}>
          <Input
            type="datetime-local"
            label={t("drafting.publishAt")}
            hint={t("drafting.publish.clock")}
            value={at}
            onChange={(event) => setAt(event.target.value)}
          />
        </div>
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

export function Discard({ draft }: { draft: Draft }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [asks, setAsks] = useState(false);
  const discard = useMutation({
    mutationFn: () => discardDraft(draft.id),
    onSuccess: async () => {
      if (draftMode.current() === draft.id) draftMode.choose(null);
      toasts.show(t("drafting.discarded", { name: draft.name }));
      await navigate({ to: "/admin/$room", params: { room: "drafts" } });
      await client.invalidateQueries();
    },
    onError: (error) => toasts.show(refusalOf(error).detail ?? t("admin.kit.notSaved")),
  });
  return (
    <>
      <Button kind="quiet" onClick={() => setAsks(true)}>
        {t("drafting.discard")}
      </Button>
      <Dialog
        open={asks}
        title={t("drafting.discard.title", { name: draft.name })}
        onClose={() => setAsks(false)}
        actions={
          <>
            <Button onClick={() => setAsks(false)}>{t("action.cancel")}</Button>
            <Button kind="stop" onClick={() => discard.mutate()}>
              {t("drafting.discard")}
            </Button>
          </>
        }
      >
        <p>{t("drafting.discard.text")}</p>
      </Dialog>
    </>
  );
}
