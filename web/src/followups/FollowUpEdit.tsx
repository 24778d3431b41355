import { useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { changeFollowUp, type FollowUp, type FollowUpChange } from "@/api/follow-ups";
import { useI18n } from "@/i18n/i18n";
import { FOLLOW_UPS_KEY } from "@/live/fresh-words";
import { Button, Dialog, Input, Notice, Select, toasts } from "@/ui";
import { localTime } from "@/ui/local-time";
import { useLatest } from "@/ui/useLatest";
import css from "./FollowUps.module.css";
import { given, handOf, isHand, TEXT_LENGTH_MAX, type Hand } from "./followups.model";
import { useHands, useWhyNot } from "./useDeeds";

interface Typed {
  readonly text: string;
  readonly at: string;
  readonly hand: Hand;
}

const isTime = (at: string): boolean => !Number.isNaN(Date.parse(at));

/** What is other than before; a day that is over stays as it was unless somebody chooses another. */
function changeOf(before: Typed, { text, at, hand }: Typed): FollowUpChange {
  return {
    text: text.trim(),
    ...(at === before.at ? {} : { due_at: new Date(at).toISOString() }),
    ...(hand === before.hand ? {} : given(hand)),
  };
}

function Fields({
  row,
  typed,
  asked,
  onChange,
}: {
  row: FollowUp;
  typed: Typed;
  asked: boolean;
  onChange: (part: Partial<Typed>) => void;
}) {
  const { t } = useI18n();
  const hands = useHands(row.queue?.name ?? "", row);
  return (
    <>
      <Input
        data-autofocus
        label={t("followUp.text")}
        maxLength={TEXT_LENGTH_MAX}
        value={typed.text}
        error={asked && typed.text.trim() === "" ? t("followUp.missing.text") : undefined}
        onChange={(event) => onChange({ text: event.target.value })}
      />
      <Input
        type="datetime-local"
        label={t("followUp.when")}
        value={typed.at}
        error={asked && !isTime(typed.at) ? t("followUp.missing.due") : undefined}
        onChange={(event) => onChange({ at: event.target.value })}
      />
      <Select
        label={t("followUp.hand")}
        options={hands}
        value={typed.hand}
        onChange={(event) => isHand(event.target.value) && onChange({ hand: event.target.value })}
      />
    </>
  );
}

/** Everything about one: its words, its day, and who has it. */
export function FollowUpEdit({ row, onClose }: { row: FollowUp; onClose: () => void }) {
  const { t } = useI18n();
  const id = useId();
  const queries = useQueryClient();
  const whyNot = useWhyNot();
  const before: Typed = {
    text: row.text,
    at: localTime(Date.parse(row.due_at)),
    hand: handOf(row),
  };
  const [typed, setTyped] = useState(before);
  const latest = useLatest(typed);
  const [refused, setRefused] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const save = async () => {
    setAsked(true);
    if (typed.text.trim() === "" || !isTime(typed.at)) return;
    try {
      await changeFollowUp(row.id, changeOf(before, typed));
    } catch (error) {
      setRefused(whyNot(error));
      return;
    }
    toasts.show(t("followUp.changed"));
    void queries.invalidateQueries({ queryKey: [FOLLOW_UPS_KEY] });
    // What was typed since it was sent is still to be saved.
    if (latest.current === typed) onClose();
  };
  const submit = (
    <Button kind="primary" type="submit" form={id}>
      {t("action.save")}
    </Button>
  );
  return (
    <Dialog open title={t("followUp.change")} onClose={onClose} actions={submit}>
      <form
        id={id}
        className={css.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Fields
          row={row}
          typed={typed}
          asked={asked}
          onChange={(part) => {
            setTyped({ ...typed, ...part });
            setRefused(null);
          }}
        />
        {refused !== null && <Notice tone="bad" title={refused} />}
      </form>
    </Dialog>
  );
}
