import { useId, useState } from "react";
import type { Translate } from "@/i18n/catalogue";
import { useI18n } from "@/i18n/i18n";
import { live } from "@/live/browser";
import { refusalWords } from "@/live/words";
import { Button, Dialog, Input, Select } from "@/ui";
import { phoneNumber } from "@/ui/phone";
import css from "./Directory.module.css";
import { numberIn, numbersUsed } from "./directory.model";
import { Refused } from "./Refused";
import { useDesk, useDirectory } from "./useDesk";
import { useOwnDirectory } from "./useOwnDirectory";

const QUEUE_KEY = "ccplatform.dial-queue";

/** The queue in whose name one dials: the last choice while one still works there. */
function useQueueChoice() {
  const { input } = useDesk();
  const { data } = useDirectory(false);
  const mine = input.agent?.queues ?? [];
  const queues = data?.queues.filter((queue) => mine.includes(queue.id)) ?? [];
  const [wanted, setWanted] = useState(() => Number(localStorage.getItem(QUEUE_KEY)));
  const chosen = queues.find((queue) => queue.id === wanted) ?? queues[0] ?? null;
  return {
    queues,
    chosen,
    choose: (id: number) => {
      localStorage.setItem(QUEUE_KEY, String(id));
      setWanted(id);
    },
  };
}

/** Which number the customer sees. */
const shown = (callerId: string, t: Translate): string =>
  callerId === "" ? t("dial.lineDecides") : t("dial.shows", { number: phoneNumber(callerId) });

/** What is offered while one types: the center's own numbers, and those one has used. */
function KnownNumbers({ id }: { id: string }) {
  const { t } = useI18n();
  const { own, numbers } = useOwnDirectory();
  return (
    <datalist id={id}>
      {numbers.map((entry) => (
        <option key={entry.id} value={entry.number} label={entry.name} />
      ))}
      {numbersUsed(own)
        .filter((used) => !numbers.some((entry) => entry.number === used))
        .map((used) => (
          <option key={used} value={used} label={t("directory.recent")} />
        ))}
    </datalist>
  );
}

/** Dialling out in a queue's name: its number is shown to the customer, its rules count. */
export function Dial({ number = "", onClose }: { number?: string; onClose: () => void }) {
  const { t } = useI18n();
  const form = useId();
  const { input } = useDesk();
  const { queues, chosen, choose } = useQueueChoice();
  const { used } = useOwnDirectory();
  const [typed, setTyped] = useState(number);
  const [error, setError] = useState<string | null>(null);
  const dial = async () => {
    const wanted = numberIn(typed);
    const agent = input.agent?.live.id;
    if (wanted === null || agent === undefined || !chosen) {
      setError(t(wanted === null ? "dial.noNumber" : "dial.noQueue"));
      return;
    }
    const refused = await live.ask({ kind: "dial", agent, number: wanted, queue: chosen.id });
    if (refused) setError(refusalWords(refused.code, t));
    else {
      used(`number:${wanted}`);
      onClose();
    }
  };
  return (
    <Dialog
      open
      title={t("dial.title")}
      onClose={onClose}
      actions={
        <Button kind="primary" type="submit" form={form} keyHint="↵">
          {t("dial.call")}
        </Button>
      }
    >
      <form
        id={form}
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          void dial();
        }}
      >
        <Input
          data-autofocus
          type="tel"
          label={t("dial.number")}
          placeholder="+49 40 …"
          list={`${form}-known`}
          autoComplete="off"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setError(null);
          }}
        />
        <KnownNumbers id={`${form}-known`} />
        <Select
          label={t("dial.queue")}
          options={queues.map((queue) => ({ value: String(queue.id), label: queue.name }))}
          value={String(chosen?.id ?? "")}
          onChange={(event) => choose(Number(event.target.value))}
          hint={chosen && shown(chosen.caller_id, t)}
        />
        <Refused text={error} />
      </form>
    </Dialog>
  );
}
