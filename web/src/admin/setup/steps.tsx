import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { agents, numbers, queues, trunks, type Trunk } from "@/api/configuration";
import type { Resource } from "@/api/resources";
import { useMe } from "@/app/session";
import { useI18n } from "@/i18n/i18n";
import { Button, Checkbox, Input, JudgementShape, Notice, Select } from "@/ui";
import { refusalOf } from "../kit/useThing";
import type { Lists } from "../rooms/lists";
import css from "./Setup.module.css";
import { BLANK, TRUNK_KINDS, trunkOf, type Letter } from "./trunk.model";

interface StepProps {
  onDone: () => void;
}

/** Saves one thing; what is wrong by field, and what belongs to none. */
function useMake<Thing extends { id: number }>(resource: Resource<Thing>) {
  const { t } = useI18n();
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: ({ id, part }: { id?: number; part: Partial<Thing> }) =>
      id === undefined ? resource.create(part) : resource.change(id, part),
    onSuccess: () => client.invalidateQueries(),
  });
  const refused = make.isError ? refusalOf(make.error) : null;
  const errors = refused?.errors ?? {};
  return {
    make,
    error: (...fields: string[]) => fields.flatMap((field) => errors[field] ?? [])[0],
    general:
      refused && Object.keys(errors).length === 0
        ? (refused.detail ?? t("admin.kit.notSaved"))
        : null,
  };
}

function StepForm({
  text,
  saving,
  general,
  onSave,
  children,
}: {
  text: string;
  saving: boolean;
  general: string | null;
  onSave: () => void;
  children: ReactNode;
}) {
  const { t } = useI18n();
  return (
    <form
      className={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      <p className="muted">{text}</p>
      {children}
      {general !== null && (
        <p className={css.refused} role="alert">
          <JudgementShape judgement="bad" size={11} /> {general}
        </p>
      )}
      <Button kind="primary" type="submit" aria-busy={saving}>
        {t("setup.save")}
      </Button>
    </form>
  );
}

export function TrunkStep({ onDone }: StepProps) {
  const { t } = useI18n();
  const [letter, setLetter] = useState<Letter>(BLANK);
  const [made, setMade] = useState<Trunk | null>(null);
  const { make, error, general } = useMake(trunks);
  const put = (part: Partial<Letter>) => setLetter((before) => ({ ...before, ...part }));
  const text = (key: keyof Letter, label: string, fields: string[], type = "text") => (
    <Input
      label={label}
      type={type}
      autoComplete="off"
      value={letter[key]}
      error={error(...fields)}
      onChange={(event) => put({ [key]: event.target.value })}
    />
  );
  const save = () =>
    make.mutate(
      { part: trunkOf(letter) },
      { onSuccess: (trunk) => (trunk.secret ? setMade(trunk) : onDone()) },
    );
  if (made)
    return (
      <div className={css.form}>
        <Notice
          tone="warn"
          title={t("setup.trunk.secret", { username: made.username, secret: made.secret ?? "" })}
        />
        <Button kind="primary" onClick={onDone}>
          {t("admin.kit.secret.done")}
        </Button>
      </div>
    );
  return (
    <StepForm text={t("setup.trunk.text")} saving={make.isPending} general={general} onSave={save}>
      <Select
        label={t("setup.trunk.kind")}
        value={letter.kind}
        options={TRUNK_KINDS.map((kind) => ({ value: kind, label: t(`setup.trunk.kind.${kind}`) }))}
        onChange={(event) =>
          put({ kind: TRUNK_KINDS.find((kind) => kind === event.target.value) ?? "registration" })
        }
      />
      {text("name", t("setup.trunk.name"), ["name"])}
      {letter.kind === "registration" && (
        <>
          {text("server", t("setup.trunk.server"), ["registration.server", "outbound_address"])}
          {text("username", t("setup.trunk.username"), ["registration.username"])}
          {text("password", t("setup.trunk.password"), ["registration.secret"], "password")}
        </>
      )}
      {letter.kind === "address" && (
        <>
          {text("addresses", t("setup.trunk.addresses"), [
            "source_addresses",
            "source_addresses.0",
          ])}
          {text("outbound", t("setup.trunk.outbound"), ["outbound_address"])}
        </>
      )}
      {letter.kind === "login" && text("username", t("admin.field.username"), ["username"])}
    </StepForm>
  );
}

export function QueueStep({ onDone }: StepProps) {
  const { t } = useI18n();
  const [name, setName] = useState(t("setup.queue.example"));
  const { make, error, general } = useMake(queues);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <StepForm
      text={t("setup.queue.text")}
      saving={make.isPending}
      general={general}
      onSave={() => make.mutate({ part: { name, time_zone: zone } }, { onSuccess: onDone })}
    >
      <Input
        label={t("setup.queue.name")}
        value={name}
        error={error("name", "time_zone")}
        onChange={(event) => setName(event.target.value)}
      />
    </StepForm>
  );
}

export function NumberStep({ onDone, lists }: StepProps & { lists: Lists }) {
  const { t } = useI18n();
  const [number, setNumber] = useState("");
  const [chosen, setChosen] = useState<number | null>(null);
  const { make, error, general } = useMake(numbers);
  const queue = chosen ?? lists.queues[0]?.id ?? null;
  return (
    <StepForm
      text={t("setup.number.text")}
      saving={make.isPending}
      general={general}
      onSave={() => make.mutate({ part: { number, queue } }, { onSuccess: onDone })}
    >
      <Input
        label={t("setup.number.number")}
        hint={t("admin.numbers.number.hint")}
        inputMode="tel"
        value={number}
        error={error("number")}
        onChange={(event) => setNumber(event.target.value)}
      />
      <Select
        label={t("setup.number.leads")}
        value={String(queue ?? "")}
        error={error("queue")}
        options={lists.queues.map((one) => ({ value: String(one.id), label: one.name }))}
        onChange={(event) => setChosen(Number(event.target.value))}
      />
    </StepForm>
  );
}

export function AgentStep({ onDone, lists }: StepProps & { lists: Lists }) {
  const { t } = useI18n();
  const me = useMe();
  const [own, setOwn] = useState(me.agent !== null);
  const [name, setName] = useState("");
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const { make, error, general } = useMake(agents);
  const served = lists.queues.map((queue) => queue.id);
  const save = () =>
    own && me.agent !== null
      ? make.mutate({ id: me.agent.id, part: { queues: served } }, { onSuccess: onDone })
      : make.mutate(
          { part: { name, username, password, role: "agent", queues: served } },
          { onSuccess: onDone },
        );
  return (
    <StepForm text={t("setup.agent.text")} saving={make.isPending} general={general} onSave={save}>
      {me.agent !== null && (
        <Checkbox
          label={t("setup.agent.me")}
          checked={own}
          onChange={(event) => setOwn(event.target.checked)}
        />
      )}
      {!(own && me.agent !== null) && (
        <>
          <Input
            label={t("setup.agent.name")}
            value={name}
            error={error("name")}
            onChange={(event) => setName(event.target.value)}
          />
          <Input
            label={t("setup.agent.username")}
            autoComplete="off"
            value={username}
            error={error("username")}
            onChange={(event) => setUsername(event.target.value)}
          />
          <Input
            label={t("setup.agent.password")}
            type="password"
            autoComplete="new-password"
            value={password}
            error={error("password")}
            onChange={(event) => setPassword(event.target.value)}
          />
        </>
      )}
    </StepForm>
  );
}
