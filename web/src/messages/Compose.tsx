import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { fetchSent, fetchTeams, sendMessage, type Recipient } from "@/api/floor";
import { ApiError } from "@/api/client";
import { useI18n } from "@/i18n/i18n";
import { useLive } from "@/live/useLive";
import { Button, Dialog, Select, TextArea, toasts } from "@/ui";
import { useLatest } from "@/ui/useLatest";
import { leftToSend } from "./compose.model";
import css from "./Messages.module.css";

const TEXT_MAX = 500;

const SENT_KEY = ["messages", "sent"] as const;

/** `agent:7`, `team:3`, `queue:2`, `everybody:` */
const keyOf = (to: Recipient): string => `${to.to_kind}:${to.to_id ?? ""}`;

function useRecipients(first: Recipient) {
  const { t } = useI18n();
  const { data: teams } = useQuery({
    queryKey: ["/teams"],
    queryFn: fetchTeams,
    staleTime: 60_000,
  });
  const queues = useLive((state) => state.queues);
  const person = useLive((state) =>
    first.to_kind === "agent" ? state.agents.get(first.to_id ?? 0)?.name : undefined,
  );
  const everybody: Recipient = { to_kind: "everybody", to_id: null };
  return [
    ...(person === undefined ? [] : [{ to: first, label: person }]),
    { to: everybody, label: t("messages.to.everybody") },
    ...(teams ?? []).map((team) => ({
      to: { to_kind: "team", to_id: team.id } satisfies Recipient,
      label: t("messages.to.team", { name: team.name }),
    })),
    ...[...queues.values()].map((queue) => ({
      to: { to_kind: "queue", to_id: queue.id } satisfies Recipient,
      label: t("messages.to.queue", { name: queue.name }),
    })),
  ];
}

function Lately() {
  const { t } = useI18n();
  const { data } = useQuery({ queryKey: SENT_KEY, queryFn: fetchSent });
  if (!data || data.length === 0) return null;
  return (
    <section className={css.lately} aria-label={t("messages.lately")}>
      <h3 className="label">{t("messages.lately")}</h3>
      <ul>
        {data.map((one) => (
          <li key={one.id}>
            <p className={css.text}>{one.text}</p>
            <p className="faint detail">
              {one.sent_to === "" ? t("messages.to.everybody") : one.sent_to} ·{" "}
              {t("messages.seen", { seen: one.seen, readers: one.readers })}
              {one.waiting.length > 0 && (
                <> · {t("messages.waitingFor", { names: one.waiting.join(", ") })}</>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Writes to one person, a team, a queue or everybody, and shows who has read the last ones. */
export function Compose({ to: first, onClose }: { to: Recipient; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const recipients = useRecipients(first);
  const [chosen, setChosen] = useState(keyOf(first));
  const [text, setText] = useState("");
  const latest = useLatest(text);
  const [wrong, setWrong] = useState<string>();
  const [failed, setFailed] = useState("");
  const [sending, setSending] = useState(false);
  const send = async () => {
    const recipient = recipients.find((one) => keyOf(one.to) === chosen);
    if (text.trim() === "" || !recipient) {
      setWrong(t("messages.empty"));
      return;
    }
    setSending(true);
    setFailed("");
    try {
      await sendMessage(recipient.to, text.trim());
      void client.invalidateQueries({ queryKey: SENT_KEY });
      toasts.show(t("messages.sent", { name: recipient.label }));
      // What was typed since it was sent is the next message.
      const rest = leftToSend(text, latest.current);
      if (rest === "") onClose();
      setText(rest);
      setSending(false);
    } catch (error) {
      const why = error instanceof ApiError ? error.message : t("error.network");
      setFailed(t("messages.failed", { why }));
      setSending(false);
    }
  };
  const actions = (
    <>
      <Button onClick={onClose}>{t("action.cancel")}</Button>
      <Button kind="primary" disabled={sending} onClick={() => void send()}>
        {t("messages.send")}
      </Button>
    </>
  );
  return (
    <Dialog open title={t("messages.new")} onClose={onClose} actions={actions}>
      <div className={css.form}>
        <Select
          label={t("messages.to")}
          value={chosen}
          options={recipients.map((one) => ({ value: keyOf(one.to), label: one.label }))}
          onChange={(event) => setChosen(event.target.value)}
        />
        <TextArea
          data-autofocus
          label={t("messages.text")}
          hint={t("messages.textHint")}
          error={wrong}
          maxLength={TEXT_MAX}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setWrong(undefined);
          }}
        />
        <p role="alert" className={css.failed}>
          {failed}
        </p>
        <Lately />
      </div>
    </Dialog>
  );
}
