import { Suspense, useState, useSyncExternalStore } from "react";
import { useI18n } from "@/i18n/i18n";
import { ErrorState, Judged, Notice, Skeleton, StateLabel, Timer } from "@/ui";
import { useLink, useLive } from "@/live/useLive";
import { toMs } from "@/live/state";
import { dialWishes } from "@/softphone/dial-wish";
import { Inbox } from "@/messages/Inbox";
import { workplace } from "./browser";
import type { Place } from "./controls.model";
import { Conversation } from "./Conversation";
import { microphoneInUse, troublesOf } from "./equipment.model";
import { DiallingCard, GuestCard, ReconnectingCard } from "./Guest";
import { IdleCard } from "./IdleCard";
import { OfferCard } from "./OfferCard";
import { later } from "@/ui/later";
import css from "./PhoneColumn.module.css";
import { isIdle, type Scene } from "./scene.model";
import { useDesk, useMyQueues, useWorkplace } from "./useDesk";
import { WrapUpCard } from "./WrapUpCard";

const Dialogs = later(async () => (await import("./Dialogs")).Dialogs, true);

/** Who waits in my queues: the reason to be quick, or not. */
export function WaitingInMyQueues() {
  const { t } = useI18n();
  const queues = useMyQueues();
  return (
    <section className={css.section}>
      <h2 className="label">{t("queues.waiting")}</h2>
      {queues.length === 0 && <p className="faint detail">{t("queues.none")}</p>}
      <ul className={css.queues}>
        {queues.map((queue) => (
          <li key={queue.id} data-empty={queue.waiting === 0 || undefined}>
            <span>{queue.name}</span>
            <span className="num">{queue.waiting}</span>
            <span className={css.longest}>
              {queue.oldest_entered_at > 0 ? (
                <Longest
                  since={toMs(queue.oldest_entered_at)}
                  limit={queue.service_level_seconds}
                />
              ) : (
                "–"
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Longest({ since, limit }: { since: number; limit: number }) {
  // Past the promised time somebody should look; the clock itself says how far.
  const late = useLive((state) => state.freshAt - since > limit * 1000);
  return (
    <Judged judgement={late ? "warn" : "good"}>
      <Timer since={since} />
    </Judged>
  );
}

/** The unhappy moments that concern every scene. */
function Trouble() {
  const { t } = useI18n();
  const link = useLink();
  const { opening, microphone } = useWorkplace();
  const { input } = useDesk();
  const engine = useLive((state) => state.engine || state.freshAt === 0);
  const pbx = useLive((state) => state.pbx || state.freshAt === 0);
  if (input.phone.registration === "replaced") return null;
  return (
    <div className={css.trouble}>
      {opening === "failed" && (
        <Notice tone="bad" title={t("phone.openFailed")}>
          {t("phone.openFailedText")}
        </Notice>
      )}
      {link.kind === "lost" && (
        <Notice tone="warn">
          <LostFor since={link.since} />
        </Notice>
      )}
      {link.kind === "open" && !engine && <Notice tone="warn">{t("live.engine")}</Notice>}
      {link.kind === "open" && engine && !pbx && <Notice tone="bad">{t("live.pbx")}</Notice>}
      {(microphone === "denied" || microphone === "missing") && (
        <Notice
          tone="bad"
          title={t(`mic.${microphone}`)}
          aside={
            <button
              type="button"
              className={css.again}
              onClick={() => void workplace.askMicrophone()}
            >
              {t("action.tryNow")}
            </button>
          }
        >
          {t(`mic.${microphone}Text`)}
        </Notice>
      )}
      <BeforeTheCall />
      {microphone === "asking" && (
        <Notice tone="neutral" title={t("mic.ask")}>
          {t("mic.askText")}
        </Notice>
      )}
    </div>
  );
}

/** What the first caller would notice, said between calls. */
function BeforeTheCall() {
  const { t } = useI18n();
  const state = useWorkplace();
  const { scene } = useDesk();
  if (!isIdle(scene)) return null;
  const name = microphoneInUse(state) || t("devices.system");
  const button = (label: string, run: () => void) => (
    <button type="button" className={css.again} onClick={run}>
      {label}
    </button>
  );
  if (state.microphone === "prompt")
    return (
      <Notice
        tone="warn"
        title={t("mic.prompt")}
        aside={button(t("mic.allow"), () => void workplace.wantMicrophone())}
      >
        {t("mic.promptText")}
      </Notice>
    );
  return troublesOf(state).map((trouble) => (
    <Notice
      key={trouble}
      tone="warn"
      title={t(`equipment.${trouble}`)}
      aside={
        trouble === "microphone_silent" &&
        button(t("equipment.again"), () => workplace.lookForSignal())
      }
    >
      {t(`equipment.${trouble}Text`, { name })}
    </Notice>
  ));
}

function LostFor({ since }: { since: number }) {
  const { t } = useI18n();
  const [before, after] = t("live.lost", { time: "\u0000" }).split("\u0000");
  return (
    <>
      {before}
      <Timer since={since} />
      {after}
    </>
  );
}

/** The phone registered somewhere else, or lost its line. */
function Unreachable() {
  const { t } = useI18n();
  const { input, scene } = useDesk();
  const { registration, lostSince } = input.phone;
  if (registration === "replaced") {
    return (
      <ErrorState
        title={t("phone.replaced")}
        text={t("phone.replacedText")}
        retryLabel={t("phone.replacedAction")}
        onRetry={() => void workplace.takeBack()}
      />
    );
  }
  if (registration !== "lost" || lostSince === null) return null;
  const inCall = scene.kind === "talking" || scene.kind === "hold";
  return (
    <section className={css.section}>
      <div className={css.stateLine}>
        <Judged judgement="bad">{t("phone.lost")}</Judged>
        <span className="faint">
          <Timer since={lostSince} />
        </span>
      </div>
      <p className="muted">{t(inCall ? "phone.lostCall" : "phone.lostIdle")}</p>
      {inCall && <p className="faint detail">{t("phone.kept")}</p>}
    </section>
  );
}

function SceneCard({ keypad, onOpen }: { keypad: boolean; onOpen: (place: Place) => void }) {
  const { t } = useI18n();
  const { scene } = useDesk();
  switch (scene.kind) {
    case "arriving":
      return (
        <section className={css.section}>
          <StateLabel state="offline" text={t("desk.arriving")} />
          <Skeleton />
        </section>
      );
    case "ringing":
      return <OfferCard scene={scene} />;
    case "talking":
    case "hold":
      return <Conversation scene={scene} keypad={keypad} onOpen={onOpen} />;
    case "dialling":
      return <DiallingCard scene={scene} />;
    case "guest":
      return <GuestCard scene={scene} />;
    case "reconnecting":
      return <ReconnectingCard scene={scene} />;
    case "wrap_up":
      return <WrapUpCard scene={scene} />;
    case "ready":
    case "not_ready":
    case "offline":
      return <IdleCard scene={scene} onDial={() => onOpen("dial")} />;
  }
}

/** What belongs to a call closes with it. */
const fits = (place: Place, scene: Scene): boolean =>
  place === "dial" ? isIdle(scene) : scene.kind === "talking" || scene.kind === "hold";

/** The left column is the phone: it never scrolls away and never changes place. */
export function PhoneColumn() {
  const { t } = useI18n();
  const { scene } = useDesk();
  const [wanted, setPlace] = useState<Place | null>(null);
  const wish = useSyncExternalStore(dialWishes.subscribe, dialWishes.current);
  // A number that was pressed somewhere: dialled between calls, asked during one.
  const pressed = wish && (isIdle(scene) ? "dial" : "consult");
  const opened = pressed ?? wanted;
  const place = opened !== null && fits(opened, scene) ? opened : null;
  const close = () => {
    dialWishes.done();
    setPlace(null);
  };
  return (
    <section className={css.column} aria-label={t("desk.phone")}>
      <Trouble />
      <Unreachable />
      <SceneCard
        keypad={place === "keypad"}
        onOpen={(asked) => setPlace(asked === place ? null : asked)}
      />
      {place !== null && place !== "keypad" && (
        <Suspense>
          <Dialogs key={wish?.number ?? ""} place={place} wish={wish} onClose={close} />
        </Suspense>
      )}
      {scene.kind !== "wrap_up" && scene.kind !== "ringing" && <WaitingInMyQueues />}
      <Inbox />
    </section>
  );
}
