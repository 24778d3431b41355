import { useEffect, useState, useSyncExternalStore } from "react";
import type { OutcomeField } from "@/api/desk";
import { useI18n } from "@/i18n/i18n";
import { live } from "@/live/browser";
import { Input } from "@/ui";
import { companion } from "./browser";
import { masked, PaymentPause, type Recording } from "./payment.model";
import { inLanguage, useDesk } from "./useDesk";
import css from "./WrapUpForm.module.css";
import { useNoteState, useWrapUp } from "./WrapUpContext";

const TYPED_LENGTH_MAX = 40;

function recordingNow(): Recording {
  const { scene } = companion.state();
  if ((scene.kind !== "talking" && scene.kind !== "hold") || !scene.recording) return "off";
  return scene.recordingPaused ? "paused" : "on";
}

const pauseOf = (interaction: string): PaymentPause =>
  new PaymentPause({
    recording: recordingNow,
    ask: async (kind) => {
      const agent = companion.state().input.agent?.live.id;
      if (agent === undefined) return false;
      return (await live.ask({ kind, agent, interaction })) === null;
    },
  });

/** What is typed stays in this field and is forgotten when one leaves it; its last digits are what is kept. */
export function PaymentInput({
  label,
  optional,
  kept,
  error,
  hint,
  onEnter = () => undefined,
  onLeave = () => undefined,
  onKeep,
}: {
  label: string;
  optional: boolean;
  kept: string;
  error: string | undefined;
  hint: string;
  onEnter?: () => void;
  onLeave?: () => void;
  onKeep: (masked: string) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Input
      label={label}
      optional={optional}
      inputMode="numeric"
      autoComplete="off"
      spellCheck={false}
      maxLength={TYPED_LENGTH_MAX}
      value={typed ?? kept}
      error={error}
      hint={<span role="status">{hint}</span>}
      onFocus={() => {
        setTyped((before) => before ?? "");
        onEnter();
      }}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={(event) => {
        // Another window has the keyboard, where the number is perhaps typed: the customer still speaks it.
        if (document.activeElement === event.currentTarget) return;
        if (typed !== null && typed.trim() !== "") onKeep(masked(typed));
        setTyped(null);
        onLeave();
      }}
    />
  );
}

function PaymentField({ field, interaction }: { field: OutcomeField; interaction: string }) {
  const { t, locale } = useI18n();
  const { note } = useWrapUp();
  const { draft } = useNoteState();
  const [pause] = useState(() => pauseOf(interaction));
  const { says } = useSyncExternalStore(pause.subscribe, pause.state);
  // The call ended with the focus in the field: what was paused is not left so.
  useEffect(() => () => pause.leave(), [pause]);
  const kept = draft.answers[field.code];
  return (
    <PaymentInput
      label={inLanguage(field, locale)}
      optional={!field.required}
      kept={typeof kept === "string" ? kept : ""}
      error={says === "refused" || says === "still_paused" ? t(`payment.${says}`) : undefined}
      hint={t(`payment.${says}`)}
      onEnter={() => pause.enter()}
      onLeave={() => pause.leave()}
      onKeep={(number) => note?.answer(field.code, number)}
    />
  );
}

/** During the call, above the note: what must not be recorded. */
export function PaymentFields() {
  const { fields } = useWrapUp();
  const { scene } = useDesk();
  const payments = fields.filter((field) => field.kind === "payment");
  if (payments.length === 0 || (scene.kind !== "talking" && scene.kind !== "hold")) return null;
  return (
    <div className={css.fields}>
      {payments.map((field) => (
        <PaymentField
          key={`${scene.interaction} ${field.code}`}
          field={field}
          interaction={scene.interaction}
        />
      ))}
    </div>
  );
}
