import { useId, useRef, useState } from "react";
import type { ScheduleCallback } from "@/contracts/contracts.gen";
import { useI18n } from "@/i18n/i18n";
import { live } from "@/live/browser";
import { refusalWords } from "@/live/words";
import { Button, Checkbox, Dialog, Input, Select, TextArea, toasts } from "@/ui";
import { timeOfDay } from "@/ui/format";
import { phoneNumber } from "@/ui/phone";
import { nowMs } from "@/ui/ticker";
import { useLatest } from "@/ui/useLatest";
import { cancelWish } from "@/callbacks/callbacks.model";
import {
  callbackWish,
  madeOf,
  suggested,
  type CallbackDraft,
  type Missing,
} from "./callback.model";
import css from "./Directory.module.css";
import { Refused } from "./Refused";
import type { DeskInput } from "./scene.model";
import { useDesk, useDirectory } from "./useDesk";

function Fields({
  draft,
  missing,
  onChange: change,
}: {
  draft: CallbackDraft;
  missing: Missing | null;
  onChange: (part: Partial<CallbackDraft>) => void;
}) {
  const { t } = useI18n();
  const { data } = useDirectory(false);
  return (
    <>
      <Input
        data-autofocus
        type="datetime-local"
        label={t("callback.at")}
        value={draft.at}
        onChange={(event) => change({ at: event.target.value })}
        error={
          missing === "at" || missing === "past" ? t(`callback.missing.${missing}`) : undefined
        }
      />
      <div className={css.pair}>
        <Input
          type="tel"
          label={t("dial.number")}
          value={draft.number}
          onChange={(event) => change({ number: event.target.value })}
          error={missing === "number" ? t("callback.missing.number") : undefined}
        />
        <Input
          label={t("callback.name")}
          optional
          value={draft.name}
          onChange={(event) => change({ name: event.target.value })}
        />
      </div>
      <Select
        label={t("callback.queue")}
        options={(data?.queues ?? []).map((queue) => ({
          value: String(queue.id),
          label: queue.name,
        }))}
        value={String(draft.queue ?? "")}
        onChange={(event) => change({ queue: Number(event.target.value) })}
        error={missing === "queue" ? t("callback.missing.queue") : undefined}
      />
      <TextArea
        label={t("callback.note")}
        optional
        rows={2}
        value={draft.note}
        onChange={(event) => change({ note: event.target.value })}
      />
      <Checkbox
        label={t("callback.byMe")}
        checked={draft.byMe}
        onChange={(event) => change({ byMe: event.target.checked })}
      />
    </>
  );
}

/** About the caller of this call, or nobody yet. */
const draftFor = ({ interaction, agent }: DeskInput): CallbackDraft => ({
  number: phoneNumber(interaction?.live.caller ?? ""),
  name: interaction?.contact?.name ?? interaction?.live.caller_name ?? "",
  queue: interaction?.live.queue ?? agent?.queues[0] ?? null,
  at: suggested(nowMs()),
  note: "",
  byMe: true,
});

/** Arranges it, in the place of `former` where there is one that is not under way. */
async function arrange(wish: ScheduleCallback, former: ScheduleCallback | null) {
  const view = former && madeOf(former, live.state().callbacks.values());
  const cancel = view && cancelWish(view, wish.agent);
  const refusal = await live.ask(wish);
  if (!refusal && cancel) await live.ask(cancel);
  return refusal;
}

/** An appointment: at its time the call-back waits in the queue like a caller, or comes to me first. */
export function CallbackForm({ onClose }: { onClose: () => void }) {
  const { t, fmt } = useI18n();
  const form = useId();
  const { input } = useDesk();
  const [draft, setDraft] = useState(() => draftFor(input));
  const latest = useLatest(draft);
  /** What was arranged, where somebody typed on meanwhile: the next one takes its place. */
  const former = useRef<ScheduleCallback | null>(null);
  const underWay = useRef(false);
  const [missing, setMissing] = useState<Missing | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const change = (part: Partial<CallbackDraft>) => {
    setDraft({ ...draft, ...part });
    setMissing(null);
    setRefused(null);
  };
  const save = async () => {
    const agent = input.agent?.live.id;
    if (agent === undefined) return;
    const wish = callbackWish(draft, agent, nowMs());
    if (typeof wish === "string") {
      setMissing(wish);
      return;
    }
    // Whoever presses Enter twice arranges it once.
    if (underWay.current) return;
    underWay.current = true;
    const refusal = await arrange(wish, former.current);
    underWay.current = false;
    if (refusal) {
      setRefused(refusalWords(refusal.code, t));
      return;
    }
    const at = Date.parse(draft.at);
    toasts.show(t("callback.saved", { date: fmt.shortDate(at), time: timeOfDay(at) }));
    former.current = wish;
    // What was typed since it was sent is still to be arranged.
    if (latest.current === draft) onClose();
  };
  return (
    <Dialog
      open
      title={t("callback.title")}
      onClose={onClose}
      actions={
        <Button kind="primary" type="submit" form={form}>
          {t("callback.save")}
        </Button>
      }
    >
      <form
        id={form}
        className={css.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Fields draft={draft} missing={missing} onChange={change} />
        <Refused text={refused} />
      </form>
    </Dialog>
  );
}
