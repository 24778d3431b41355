import { IconPlus, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { ContactDraft } from "@/api/contacts";
import { useI18n } from "@/i18n/i18n";
import { Button, IconButton, Input, Select, TextArea } from "@/ui";
import { ADDRESS_KINDS, NAME_LENGTH_MAX, NUMBER_KINDS } from "./contact.model";
import css from "./Contacts.module.css";

export type Said = Readonly<Record<string, string>>;

interface FormProps {
  draft: ContactDraft;
  errors: Said;
  disabled: boolean;
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

/** One row of a list that grows and shrinks: its fields, and a cross. */
function Row({
  label,
  disabled,
  onRemove,
  children,
}: {
  label: string;
  disabled: boolean;
  onRemove: () => void;
  children: ReactNode;
}) {
  const { t } = useI18n();
  return (
    <div className={css.row}>
      {children}
      {!disabled && (
        <IconButton label={t("admin.kit.take", { name: label })} onClick={onRemove}>
          <IconX size={16} stroke={1.6} />
        </IconButton>
      )}
    </div>
  );
}

function Numbers({ draft, errors, disabled, onChange }: FormProps) {
  const { t } = useI18n();
  const kinds = useKinds();
  const rows = draft.phone_numbers;
  const set = (next: ContactDraft["phone_numbers"]) => onChange({ ...draft, phone_numbers: next });
  return (
    <fieldset className={css.group}>
      <legend>{t("contacts.numbers")}</legend>
      {rows.map((row, index) => (
        <Row
          key={index}
          label={row.number || t("contacts.number")}
          disabled={disabled}
          onRemove={() => set(rows.filter((_, at) => at !== index))}
        >
          <Input
            label={t("contacts.number")}
            type="tel"
            maxLength={40}
            disabled={disabled}
            value={row.number}
            error={errors[`phone_numbers.${index}`]}
            onChange={(event) =>
              set(
                rows.map((one, at) =>
                  at === index ? { ...one, number: event.target.value } : one,
                ),
              )
            }
          />
          <Select
            label={t("contacts.kind")}
            disabled={disabled}
            value={row.kind}
            options={kinds(NUMBER_KINDS, row.kind)}
            onChange={(event) =>
              set(
                rows.map((one, at) => (at === index ? { ...one, kind: event.target.value } : one)),
              )
            }
          />
        </Row>
      ))}
      {!disabled && (
        <Button
          kind="quiet"
          icon={<IconPlus size={16} stroke={1.6} />}
          onClick={() => set([...rows, { number: "", kind: "mobile" }])}
        >
          {t("contacts.addNumber")}
        </Button>
      )}
    </fieldset>
  );
}

function Addresses({ draft, errors, disabled, onChange }: FormProps) {
  const { t } = useI18n();
  const kinds = useKinds();
  const rows = draft.email_addresses;
  const set = (next: ContactDraft["email_addresses"]) =>
    onChange({ ...draft, email_addresses: next });
  return (
    <fieldset className={css.group}>
      <legend>{t("contacts.addresses")}</legend>
      {rows.map((row, index) => (
        <Row
          key={index}
          label={row.address || t("contacts.address")}
          disabled={disabled}
          onRemove={() => set(rows.filter((_, at) => at !== index))}
        >
          <Input
            label={t("contacts.address")}
            type="email"
            maxLength={254}
            disabled={disabled}
            value={row.address}
            error={errors[`email_addresses.${index}`]}
            onChange={(event) =>
              set(
                rows.map((one, at) =>
                  at === index ? { ...one, address: event.target.value } : one,
                ),
              )
            }
          />
          <Select
            label={t("contacts.kind")}
            disabled={disabled}
            value={row.kind}
            options={kinds(ADDRESS_KINDS, row.kind)}
            onChange={(event) =>
              set(
                rows.map((one, at) => (at === index ? { ...one, kind: event.target.value } : one)),
              )
            }
          />
        </Row>
      ))}
      {!disabled && (
        <Button
          kind="quiet"
          icon={<IconPlus size={16} stroke={1.6} />}
          onClick={() => set([...rows, { address: "", kind: "work" }])}
        >
          {t("contacts.addAddress")}
        </Button>
      )}
    </fieldset>
  );
}

export function ContactForm(props: FormProps) {
  const { draft, errors, disabled, onChange } = props;
  const { t } = useI18n();
  return (
    <div className={css.form}>
      <Input
        label={t("contacts.name")}
        maxLength={NAME_LENGTH_MAX}
        disabled={disabled}
        value={draft.name}
        error={errors["name"]}
        onChange={(event) => onChange({ ...draft, name: event.target.value })}
      />
      <Input
        label={t("contacts.company")}
        optional
        maxLength={NAME_LENGTH_MAX}
        disabled={disabled}
        value={draft.company}
        error={errors["company"]}
        onChange={(event) => onChange({ ...draft, company: event.target.value })}
      />
      <Numbers {...props} />
      <Addresses {...props} />
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
