import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { changeInteraction, createContact, fetchContact } from "@/api/desk";
import type { InteractionView } from "@/contracts/contracts.gen";
import { Callbacks } from "@/callbacks/Callbacks";
import { useI18n } from "@/i18n/i18n";
import { Button, Input, Skeleton, toasts } from "@/ui";
import { duration, timeOfDay } from "@/ui/format";
import { PhoneLink } from "@/softphone/PhoneLink";
import { later } from "@/ui/later";
import { originWords } from "@/ui/origin";
import css from "./SideColumn.module.css";
import { WaitingInMyQueues } from "./PhoneColumn";
import { Equipment } from "./Equipment";
import { nameOfRow } from "./name-of-row";
import { isIdle } from "./scene.model";
import { useDesk, useDispositionName } from "./useDesk";
import { useMyDay } from "./MyDay";
import { useFilterOfCall } from "./useFilterOfCall";

const Promised = later(async () => (await import("@/followups/Promised")).Promised, true);
const Why = later(async () => (await import("@/calls/Decisions")).Why, true);

function ContactFacts({ id }: { id: number }) {
  const { t, locale } = useI18n();
  const contact = useQuery({ queryKey: ["contact", id], queryFn: () => fetchContact(id) });
  if (contact.isPending) return <Skeleton />;
  if (!contact.data) return null;
  const { phone_numbers, email_addresses, company, name } = contact.data;
  return (
    <section className={css.section}>
      <h2>{name}</h2>
      <dl className={css.list}>
        {company !== "" && (
          <div>
            <dt>{t("card.company")}</dt>
            <dd>{company}</dd>
          </div>
        )}
        {phone_numbers.length > 0 && (
          <div>
            <dt>{t("card.numbers")}</dt>
            {phone_numbers.map(({ number, origin }) => (
              <dd key={number} className="num">
                <PhoneLink number={number} name={name} />
                <p className="faint detail">{originWords(origin, locale, t)}</p>
              </dd>
            ))}
          </div>
        )}
        {email_addresses.length > 0 && (
          <div>
            <dt>{t("card.mails")}</dt>
            {email_addresses.map(({ address }) => (
              <dd key={address}>{address}</dd>
            ))}
          </div>
        )}
      </dl>
    </section>
  );
}

/** Nobody has this number: the name typed here is shown by the next call. */
function NewContact({ interaction }: { interaction: InteractionView }) {
  const { t } = useI18n();
  const queries = useQueryClient();
  const [name, setName] = useState(interaction.live.caller_name);
  const [missing, setMissing] = useState(false);
  const [saved, setSaved] = useState<number | null>(null);
  const save = async () => {
    if (name.trim() === "") {
      setMissing(true);
      return;
    }
    try {
      const contact = await createContact(name.trim(), interaction.live.caller);
      setSaved(contact.id);
      toasts.show(t("card.contactSaved", { name: contact.name }));
      await changeInteraction(interaction.live.id, { contact: contact.id });
      await queries.invalidateQueries({ queryKey: ["contact-timeline"] });
    } catch (error) {
      toasts.show(
        error instanceof Error && error.message !== "" ? error.message : t("error.unknown"),
      );
    }
  };
  if (saved !== null) return <ContactFacts id={saved} />;
  return (
    <section className={css.section}>
      <h2>{t("card.unknown")}</h2>
      <p className="muted detail">{t("card.unknownText")}</p>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Input
          label={t("card.contactName")}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={missing && name.trim() === "" ? t("card.contactMissing") : undefined}
        />
        <Button type="submit">{t("card.contactSave")}</Button>
      </form>
    </section>
  );
}

/** My calls of today, newest first. */
function LastCalls() {
  const { t } = useI18n();
  const { rows } = useMyDay();
  const named = useDispositionName();
  const { input } = useDesk();
  const others = rows.filter((row) => row.id !== input.interaction?.live.id).slice(0, 8);
  return (
    <section className={css.section}>
      <h2 className="label">{t("side.lastCalls")}</h2>
      {others.length === 0 ? (
        <p className="faint detail">{t("side.noCalls")}</p>
      ) : (
        <ul className={css.calls}>
          {others.map((row) => (
            <li key={row.id}>
              <time className="faint">{timeOfDay(new Date(row.arrived_at))}</time>
              <span className={css.name}>
                {nameOfRow(row, t("phone.unknownCaller"))}
                {row.disposition && <span className="faint detail">{named(row.disposition)}</span>}
              </span>
              <span className="num">{duration(row.talk_seconds)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Beside the call: the person's data, and what goes on meanwhile. */
export function SideColumn() {
  const { t } = useI18n();
  const { input, scene } = useDesk();
  const { interaction } = input;
  const promises = useFilterOfCall();
  // Between calls the middle tells of call-backs and of my calls.
  const idle = isIdle(scene) || scene.kind === "arriving";
  return (
    <div className={css.side} role="group" aria-label={t("desk.side")} tabIndex={0}>
      {interaction &&
        (interaction.contact ? (
          <ContactFacts key={interaction.live.id} id={interaction.contact.id} />
        ) : (
          <NewContact key={interaction.live.id} interaction={interaction} />
        ))}
      {promises && scene.kind !== "wrap_up" && (
        <Suspense>
          <Promised filter={promises} className={css.section} />
        </Suspense>
      )}
      {interaction && interaction.live.offers > 0 && scene.kind !== "ringing" && (
        <div className={css.section}>
          <Suspense>
            <Why key={interaction.live.id} interaction={interaction.live.id} />
          </Suspense>
        </div>
      )}
      {scene.kind === "wrap_up" && <WaitingInMyQueues />}
      {idle ? (
        <Equipment />
      ) : (
        <>
          <Callbacks className={css.section} />
          <LastCalls />
        </>
      )}
    </div>
  );
}
