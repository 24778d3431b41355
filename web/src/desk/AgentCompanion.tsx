import { Link, useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import { useI18n } from "@/i18n/i18n";
import { StateLabel, Timer } from "@/ui";
import { useLink } from "@/live/useLive";
import { companion, work } from "./browser";
import css from "./DeskPage.module.css";
import { MonitorBar } from "./MonitorBar";
import { stateOf } from "./scene.model";
import { callerName, useDesk } from "./useDesk";
import { useDialWishes, usePaletteSource } from "./usePaletteSource";

/** Says to a screen reader what must not wait: an offer, a lost connection. */
function Announcements() {
  const i18n = useI18n();
  const { t } = i18n;
  const { scene } = useDesk();
  const link = useLink();
  return (
    <>
      <p className="visually-hidden" aria-live="assertive">
        {scene.kind === "ringing" && t("say.offer", { name: callerName(scene.caller, i18n) })}
      </p>
      <p className="visually-hidden" aria-live="assertive">
        {link.kind === "lost" && t("say.lost")}
        {scene.kind === "reconnecting" && t("reconnect.title")}
      </p>
    </>
  );
}

/** On other pages: the call in hand, and the way back to it. It takes a line of its own and steals no focus. */
function Beacon() {
  const i18n = useI18n();
  const { t } = i18n;
  const { scene } = useDesk();
  const { pathname } = useLocation();
  if (pathname.startsWith("/desk")) return null;
  switch (scene.kind) {
    case "ringing":
    case "talking":
    case "hold":
    case "wrap_up":
    case "dialling":
    case "guest":
    case "reconnecting":
      return (
        <div className={css.beacon} data-ringing={scene.kind === "ringing" || undefined}>
          <StateLabel
            state={stateOf(scene)}
            coloured
            {...(scene.kind === "guest" && { text: t(`guest.role.${scene.role}`) })}
          />
          <span>{callerName(scene.caller, i18n)}</span>
          {scene.since > 0 && <Timer since={scene.since} />}
          <span className={css.push} />
          {scene.kind === "guest" && scene.role === "monitor" && <MonitorBar scene={scene} />}
          <Link to="/desk">{t("beacon.toDesk")}</Link>
        </div>
      );
    case "arriving":
    case "ready":
    case "not_ready":
    case "offline":
      return null;
  }
}

/** Opens the agent's workplace for as long as the person is signed in, whatever page is shown. */
export function AgentCompanion() {
  const { t } = useI18n();
  useEffect(() => work(), []);
  useEffect(() => {
    companion.words = { offer: t("notify.title"), unknown: t("phone.unknownCaller") };
  }, [t]);
  useDialWishes();
  usePaletteSource();
  return (
    <>
      <Announcements />
      <Beacon />
    </>
  );
}
