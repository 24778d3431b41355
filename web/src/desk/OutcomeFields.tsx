import { useState } from "react";
import type { OutcomeField } from "@/api/desk";
import { useI18n } from "@/i18n/i18n";
import { Field, Input, Segmented, Select } from "@/ui";
import type { Answer } from "./note.model";
import { PaymentInput } from "./PaymentField";
import { inLanguage } from "./useDesk";
import css from "./WrapUpForm.module.css";
import { useNoteState, useWrapUp } from "./WrapUpContext";

/** As the server keeps it (ccplatform/queues/models.py). */
const ANSWER_LENGTH_MAX = 500;

const asText = (answer: Answer | undefined): string =>
  typeof answer === "string" || typeof answer === "number" ? String(answer) : "";

interface Props {
  field: OutcomeField;
  label: string;
  answer: Answer | undefined;
  error: string | undefined;
  onAnswer: (answer: Answer) => void;
}

const NUMBER = /^-?\d+([.,]\d+)?$/;

/** A number with a comma or a point; what is none yet stays in the field and is not sent. */
function NumberField({ field, label, answer, error, onAnswer }: Props) {
  const { t, locale } = useI18n();
  const [typed, setTyped] = useState(() =>
    locale === "de" ? asText(answer).replace(".", ",") : asText(answer),
  );
  const wrong = typed.trim() !== "" && !NUMBER.test(typed.trim());
  return (
    <Input
      label={label}
      optional={!field.required}
      inputMode="decimal"
      value={typed}
      {...(field.unit === "" ? {} : { unit: field.unit })}
      error={wrong ? t("outcome.notANumber") : error}
      onChange={(event) => {
        const text = event.target.value;
        setTyped(text);
        onAnswer(NUMBER.test(text.trim()) ? Number(text.trim().replace(",", ".")) : "");
      }}
    />
  );
}

function YesNo({ field, label, answer, error, onAnswer }: Props) {
  const { t } = useI18n();
  return (
    <Field label={label} error={error} optional={!field.required}>
      {() => (
        <Segmented
          label={label}
          options={[
            { value: "yes", label: t("outcome.yes") },
            { value: "no", label: t("outcome.no") },
          ]}
          value={answer === true ? "yes" : answer === false ? "no" : ""}
          onChange={(value) => onAnswer(value === "yes")}
        />
      )}
    </Field>
  );
}

function OneField(props: Props) {
  const { t } = useI18n();
  const { field, label, answer, error, onAnswer } = props;
  const shared = { label, error, optional: !field.required, value: asText(answer) };
  switch (field.kind) {
    case "number":
      return <NumberField {...props} />;
    case "yes_no":
      return <YesNo {...props} />;
    case "choice":
      return (
        <Select
          {...shared}
          options={[
            { value: "", label: t("outcome.choose") },
            ...field.options.map((option) => ({ value: option, label: option })),
          ]}
          onChange={(event) => onAnswer(event.target.value)}
        />
      );
    case "date":
      return <Input {...shared} type="date" onChange={(event) => onAnswer(event.target.value)} />;
    case "payment":
      // After the call nothing is recorded; only the last digits are kept all the same.
      return (
        <PaymentInput
          label={label}
          optional={!field.required}
          kept={asText(answer)}
          error={error}
          hint={t("payment.kept")}
          onKeep={onAnswer}
        />
      );
    case "text":
      return (
        <Input
          {...shared}
          maxLength={ANSWER_LENGTH_MAX}
          onChange={(event) => onAnswer(event.target.value)}
        />
      );
  }
}

/** The fields that this queue wants filled in, beside how it ended. */
export function OutcomeFields() {
  const { t, locale } = useI18n();
  const { note, fields, missing } = useWrapUp();
  const { draft } = useNoteState();
  if (fields.length === 0) return null;
  const isMissing = (code: string) =>
    missing.some((one) => one.kind === "field" && one.field.code === code);
  return (
    <div className={css.fields}>
      {fields.map((field) => (
        <div key={`${note?.interaction ?? ""} ${field.code}`} data-field={`field-${field.code}`}>
          <OneField
            field={field}
            label={inLanguage(field, locale)}
            answer={draft.answers[field.code]}
            error={isMissing(field.code) ? t("outcome.missing.field") : undefined}
            onAnswer={(answer) => note?.answer(field.code, answer)}
          />
        </div>
      ))}
    </div>
  );
}
