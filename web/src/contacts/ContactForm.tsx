import { IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { ContactDraft } from "@/api/contacts";
import { useI18n } from "@/i18n/i18n";
import { Button, IconButton, Input, Select, TextArea } from "@/ui";
import { phoneNumber } from "@/ui/phone";
import { ADDRESS_KINDS, NAME_LENGTH_MAX, NUMBER_KINDS } from "./contact.model";
import css from "./Contacts.module.css";

export type Said = Readonly<Record<string, string>>;

interface FormProps {
  draft: ContactDraft;
  errors: Said;
  disabled: boolean;
  /** From where a number is that is saved already, in words; "" of any other. */
  fromOf: (number: string) => string;
  onChange: (draft: ContactDraft) => void;
}

type Kind = (typeof NUMBER_KINDS)[number] | (typeof ADDRESS_KINDS)[number];

/** The usual kinds, and whatever another system has called it. */
function useKinds(): (
  kinds: readonly Kind[],
  present: string,
) => { value: string; label: string }[] {
  const { t } = useI18n();
  return (kinds, present) => [
    ...kinds.map((kind) => ({ value: kind, label: t(`contacts.kind.${kind}`) })),
    ...(kinds.some((kind) => kind === present)
      ? []
      : [{ value: present, label: present === "" ? t("contacts.kind.none") : present }]),
  ];
}

interface Entry {
  text: string;
  kind: string;
}

interface EntriesProps {
  field: "phone_numbers" | "email_addresses";
  words: { legend: string; entry: string; add: string };
  rows: readonly Entry[];
  kinds: readonly Kind[];
  type: "tel" | "email";
  maxLength: number;
  /** How an entry reads while nobody types in it. */
  shown?: (text: string) => string;
  hintOf?: (text: string) => string;
  errorOf: (index: number) => string | undefined;
  disabled: boolean;
  onChange: (rows: Entry[]) => void;
}

/** A list that grows and shrinks: in each row what is written, its kind, and a cross. */
function Entries(props: EntriesProps) {
  const { field, words, rows, kinds, type, maxLength, shown, hintOf, errorOf, disabled, onChange } =
    props;
  const { t } = useI18n();
  const options = useKinds();
  const [typing, setTyping] = useState<number | null>(null);
  const change = (index: number, part: Partial<Entry>) =>
    onChange(rows.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <fieldset className={css.group}>
      <legend>{words.legend}</legend>
      {rows.map((row, index) => (
        <div key={index} className={css.row}>
          <Input
            data-field={`${field}.${index}`}
            label={words.entry}
            type={type}
            maxLength={maxLength}
            disabled={disabled}
            value={shown && typing !== index ? shown(row.text) : row.text}
            hint={hintOf?.(row.text) || undefined}
            error={errorOf(index)}
            onFocus={() => setTyping(index)}
            onBlur={() => setTyping(null)}
            onChange={(event) => change(index, { text: event.target.value })}
          />
          <Select
            label={t("contacts.kind")}
            disabled={disabled}
            value={row.kind}
            options={options(kinds, row.kind)}
            onChange={(event) => change(index, { kind: event.target.value })}
          />
          {!disabled && (
            <IconButton
              label={t("admin.kit.take", { name: row.text || words.entry })}
              onClick={() => onChange(rows.filter((_, at) => at !== index))}
            >
              <IconX size={16} stroke={1.6} />
            </IconButton>
          )}
        </div>
      ))}
      {!disabled && (
        <Button
          kind="quiet"
          icon={<IconPlus size={16} stroke={1.6} />}
          onClick={() => onChange([...rows, { text: "", kind: kinds[0] ?? "other" }])}
        >
          {words.add}
        </Button>
      )}
    </fieldset>
  );
}

/** Both ways to reach somebody; only what is written differs. */
function Reached({ draft, errors, disabled, fromOf, onChange }: FormProps) {
  const { t } = useI18n();
  return (
    <>
      <Entries
        field="phone_numbers"
        words={{
          legend: t("contacts.numbers"),
          entry: t("contacts.number"),
          add: t("contacts.addNumber"),
        }}
        rows={draft.phone_numbers.map(({ number, kind }) => ({ text: number, kind }))}
        kinds={NUMBER_KINDS}
        type="tel"
        maxLength={40}
        shown={phoneNumber}
        hintOf={fromOf}
        errorOf={(index) => errors[`phone_numbers.${index}`]}
        disabled={disabled}
        onChange={(rows) =>
          onChange({
            ...draft,
            phone_numbers: rows.map(({ text, kind }) => ({ number: text, kind })),
          })
        }
      />
      <Entries
        field="email_addresses"
        words={{
          legend: t("contacts.addresses"),
          entry: t("contacts.address"),
          add: t("contacts.addAddress"),
        }}
        rows={draft.email_addresses.map(({ address, kind }) => ({ text: address, kind }))}
        kinds={ADDRESS_KINDS}
        type="email"
        maxLength={254}
        errorOf={(index) => errors[`email_addresses.${index}`]}
        disabled={disabled}
        onChange={(rows) =>
          onChange({
            ...draft,
            email_addresses: rows.map(({ text, kind }) => ({ address: text, kind })),
          })
        }
      />
    </>
  );
}

export function ContactForm(props: FormProps) {
  const { draft, errors, disabled, onChange } = props;
  const { t } = useI18n();
  return (
    <div className={css.form}>
      <Input
        data-field="name"
        label={t("contacts.name")}
        maxLength={NAME_LENGTH_MAX}
        disabled={disabled}
        value={draft.name}
        error={errors["name"]}
        onChange={(event) => onChange({ ...draft, name: event.target.value })}
      />
      <Input
        data-field="company"
        label={t("contacts.company")}
        optional
        maxLength={NAME_LENGTH_MAX}
        disabled={disabled}
        value={draft.company}
        error={errors["company"]}
        onChange={(event) => onChange({ ...draft, company: event.target.value })}
      />
      <Reached {...props} />
      <Select
        label={t("contacts.language")}
        disabled={disabled}
        value={draft.language}
        error={errors["language"]}
        options={[
          { value: "", label: t("contacts.language.none") },
          ...(["de", "en"] as const).map((one) => ({ value: one, label: t(`language.${one}`) })),
        ]}
        onChange={(event) => onChange({ ...draft, language: event.target.value })}
      />
      <Input
        data-field="external_id"
        label={t("contacts.external")}
        optional
        hint={t("contacts.external.hint")}
        maxLength={100}
        disabled={disabled}
        value={draft.external_id ?? ""}
        error={errors["external_id"]}
        onChange={(event) => onChange({ ...draft, external_id: event.target.value })}
      />
      <TextArea
        data-field="note"
        label={t("contacts.note")}
        optional
        rows={4}
        disabled={disabled}
        value={draft.note}
        error={errors["note"]}
        onChange={(event) => onChange({ ...draft, note: event.target.value })}
      />
    </div>
  );
}
