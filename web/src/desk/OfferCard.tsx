import { IconPhone } from "@tabler/icons-react";
import { Rich, useI18n } from "@/i18n/i18n";
import { Button, StateLabel, useKeys, useSecond } from "@/ui";
import { CallerLines } from "./Conversation";
import { CallFacts } from "./CallFacts";
import css from "./PhoneColumn.module.css";
import { controlsOf } from "./controls.model";
import type { Scene } from "./scene.model";
import { callerName, useAct, useDesk, usePartyName, useWorkplace } from "./useDesk";

type Ringing = Extract<Scene, { kind: "ringing" }>;

const RADIUS = 28;
const ROUND = 2 * Math.PI * RADIUS;

/** What is left of the offer, and what happens then. */
function CountdownRing({ scene }: { scene: Ringing }) {
  const i18n = useI18n();
  const { t } = i18n;
  const now = useSecond();
  if (scene.expiresAt === 0) return null;
  const left = Math.max(0, Math.ceil(scene.expiresAt / 1000 - now));
  const whole = Math.max(1, (scene.expiresAt - scene.since) / 1000);
  return (
    <div className={css.countdown}>
      <svg
        width="64"
        height="64"
        viewBox="0 0 64 64"
        role="timer"
        aria-live="off"
        aria-label={String(left)}
      >
        <circle cx="32" cy="32" r={RADIUS} fill="none" stroke="var(--line)" strokeWidth="5" />
        <circle
          className={css.ring}
          cx="32"
          cy="32"
          r={RADIUS}
          fill="none"
          stroke="var(--ringing)"
          strokeWidth="5"
          strokeDasharray={`${Math.min(1, left / whole) * ROUND} ${ROUND}`}
          transform="rotate(-90 32 32)"
        />
        <text x="32" y="39" textAnchor="middle" className={css.ringText}>
          {left}
        </text>
      </svg>
      <p className="muted detail">
        <Rich text={t("phone.countdown", { count: left, name: callerName(scene.caller, i18n) })} />
      </p>
    </div>
  );
}

/** Only here does a coloured outline surround a region; Answer is the largest button. */
export function OfferCard({ scene }: { scene: Ringing }) {
  const { t } = useI18n();
  const { input } = useDesk();
  const { wish } = useWorkplace();
  const act = useAct(() => undefined);
  const controls = controlsOf(scene, input);
  const answer = controls.find((control) => control.id === "answer");
  const decline = controls.find((control) => control.id === "decline");
  const partyName = usePartyName();
  const asks = scene.askedBy === null ? null : partyName({ agent: scene.askedBy, number: "" });
  const title = asks === null ? t("phone.forYou") : t("phone.asksYou", { name: asks });
  const answering = input.phone.call?.state === "answering" || wish !== null;
  useKeys(
    answer
      ? [{ keys: "Enter", label: t("phone.answer"), group: "call", run: () => act(answer.action) }]
      : [],
  );
  return (
    <>
      <section className={css.offer} aria-label={title}>
        <div className={css.stateLine}>
          <StateLabel state="ringing" coloured text={title} />
          <span className={css.push} />
          <span className="muted">{input.interaction?.queue_name}</span>
        </div>
        <CallerLines caller={scene.caller} />
        <CountdownRing scene={scene} />
        {scene.elsewhere && <p>{t("phone.elsewhere")}</p>}
        {answer && (
          <Button
            kind="go"
            large
            wide
            keyHint={answering ? undefined : t("phone.enter")}
            icon={<IconPhone size={18} stroke={1.6} aria-hidden />}
            aria-disabled={answering}
            onClick={() => act(answer.action)}
          >
            {t(answering ? "phone.answering" : "phone.answer")}
          </Button>
        )}
        {decline && (
          <Button wide onClick={() => act(decline.action)}>
            {t("phone.decline")}
          </Button>
        )}
        <p className="faint detail">
          {wish !== null
            ? t("phone.wish")
            : t(asks === null ? "phone.declineSays" : "phone.declineAskedSays")}
        </p>
      </section>
      <CallFacts />
    </>
  );
}
