import { IconX } from "@tabler/icons-react";
import { useI18n } from "@/i18n/i18n";
import { Button, IconButton, LinkButton, StateShape, Timer, useKeys } from "@/ui";
import { consultControls } from "./controls.model";
import css from "./Consultation.module.css";
import { participantsOf, type Consultation as Asked, type Participant } from "./parties.model";
import type { Caller, Scene } from "./scene.model";
import { ask, callerName, useAct, useDesk, usePartyName } from "./useDesk";

/** Somebody is asked about the call: with whom one talks now, who hears music, and what can come of it. */
export function Consultation({
  scene,
  asked,
}: {
  scene: Scene & { caller: Caller };
  asked: Asked;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const { input } = useDesk();
  const act = useAct(() => undefined);
  const name = usePartyName()(asked);
  const caller = callerName(scene.caller, i18n);
  const controls = consultControls(scene, input);
  useKeys(
    controls.map((control) => ({
      keys: control.keys,
      label: t(control.label),
      group: "call" as const,
      run: () => act(control.action),
    })),
  );
  const says = asked.ringing
    ? t("consult.rings", { name, caller })
    : asked.withCustomer
      ? t("consult.withCustomer", { name, caller })
      : t("consult.withAsked", { name, caller });
  return (
    <div className={css.consult} role="group" aria-label={t("consult.title")}>
      <div className={css.line}>
        <StateShape state={asked.ringing ? "ringing" : asked.withCustomer ? "hold" : "talking"} />
        <b>{name}</b>
        <Timer since={asked.since} />
      </div>
      <p className="muted" role="status">
        {says}
      </p>
      <div className={css.actions}>
        {controls.map((control) => (
          <Button
            key={control.id}
            kind={control.id === "complete" ? "primary" : "second"}
            keyHint={control.keys.toUpperCase()}
            onClick={() => act(control.action)}
          >
            {t(control.label)}
          </Button>
        ))}
      </div>
    </div>
  );
}

function ParticipantLine({ one }: { one: Participant }) {
  const { t } = useI18n();
  const name = usePartyName()(one);
  const { remove, handOver } = one;
  return (
    <li className={css.line}>
      <StateShape state={one.ringing ? "ringing" : "talking"} size={12} />
      <span className={css.who}>
        {one.mine ? t("parties.you") : name}
        {one.role === "monitor" && <span className="muted"> {t("parties.listens")}</span>}
        {one.role === "consulted" && <span className="muted"> {t("parties.isAsked")}</span>}
        {one.ringing && <span className="muted"> {t("parties.rings")}</span>}
      </span>
      {handOver && (
        <LinkButton onClick={() => void ask(handOver, t)}>{t("parties.handOver")}</LinkButton>
      )}
      {!one.ringing && <Timer since={one.since} />}
      {remove && (
        <IconButton label={t("parties.remove", { name })} onClick={() => void ask(remove, t)}>
          <IconX size={14} stroke={1.6} />
        </IconButton>
      )}
    </li>
  );
}

/** Who takes part, as soon as there are more than two. */
export function Participants({ caller }: { caller: Caller }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { input } = useDesk();
  const others = participantsOf(input);
  if (others.length === 0) return null;
  const owner = input.interaction?.live.agent;
  const mine = owner === input.agent?.live.id;
  return (
    <div role="group" aria-label={t("parties.title")}>
      <h3 className="label">{t("parties.title")}</h3>
      <ul className={css.parties} aria-live="polite">
        <li className={css.line}>
          <StateShape state="talking" size={12} />
          <span className={css.who}>
            {callerName(caller, i18n)} <span className="muted">{t("parties.customer")}</span>
          </span>
        </li>
        <li className={css.line}>
          <StateShape state="talking" size={12} />
          <span className={css.who}>
            {mine ? t("parties.you") : input.interaction?.agent_name}{" "}
            <span className="muted">{t("parties.owner")}</span>
          </span>
        </li>
        {others.map((one) => (
          <ParticipantLine key={one.party} one={one} />
        ))}
      </ul>
    </div>
  );
}
