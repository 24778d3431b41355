import { IconChevronDown } from "@tabler/icons-react";
import { useI18n, Rich } from "@/i18n/i18n";
import {
  JudgementShape,
  Menu,
  StateLabel,
  StateShape,
  stateName,
  Timer,
  useKeys,
  type MenuGroup,
} from "@/ui";
import { toMs } from "@/live/state";
import css from "./DeskPage.module.css";
import { HINDRANCES, hindranceOf } from "./hindrance.model";
import { isIdle } from "./scene.model";
import { inLanguage, reasonName, useDesk, usePresence, useReasons, useWorkplace } from "./useDesk";

function usePresenceGroups(): MenuGroup[] {
  const { t, locale } = useI18n();
  const { input } = useDesk();
  const reasons = useReasons();
  const setPresence = usePresence();
  const now = input.agent?.live;
  return [
    {
      key: "ready",
      items: [
        {
          key: "ready",
          label: t("presence.ready"),
          before: <StateShape state="ready" />,
          detail: "Ctrl .",
          chosen: now?.presence === "ready",
          onChoose: () => void setPresence("ready"),
        },
      ],
    },
    {
      key: "not_ready",
      label: t("presence.notReadyBecause"),
      items: (reasons.data ?? []).map((reason) => ({
        key: reason.code,
        label: inLanguage(reason, locale),
        before: <StateShape state="not_ready" />,
        chosen: now?.presence === "not_ready" && now.reason === reason.code,
        onChoose: () => void setPresence("not_ready", reason.code),
      })),
    },
    {
      key: "offline",
      items: [
        {
          key: "offline",
          label: t("presence.offline"),
          before: <StateShape state="offline" />,
          chosen: now?.presence === "offline",
          onChoose: () => void setPresence("offline"),
        },
      ],
    },
  ];
}

/** What I am doing and since when; during a call beside it what comes after. */
export function PresenceMenu() {
  const i18n = useI18n();
  const { t } = i18n;
  const { input, scene } = useDesk();
  const reasons = useReasons();
  const setPresence = usePresence();
  const groups = usePresenceGroups();
  const workplace = useWorkplace();
  useKeys([
    {
      keys: "Ctrl+.",
      label: t("presence.iAmReady"),
      group: "desk",
      run: () => void setPresence("ready"),
    },
  ]);
  const agent = input.agent?.live;
  if (!agent) return null;
  const reason = agent.presence === "not_ready" ? reasonName(agent.reason, reasons.data, i18n) : "";
  const hindrance = hindranceOf(agent, workplace);
  const idle = isIdle(scene);
  const afterwards =
    agent.presence === "not_ready" && reason !== ""
      ? reason
      : t(`state.${stateName(agent.presence)}`);
  const state = stateName(agent.state);
  const face = (
    <>
      <StateLabel state={state} text={idle && reason !== "" ? reason : t(`state.${state}`)} />
      {hindrance && (
        <span className={css.hindrance}>
          <JudgementShape judgement="warn" size={11} />
          {t(HINDRANCES[hindrance])}
        </span>
      )}
      {agent.state !== "offline" && <Timer since={toMs(agent.state_since)} />}
    </>
  );
  if (idle) {
    return (
      <Menu
        groups={groups}
        trigger={(props) => (
          <button {...props} className={css.presence}>
            {face}
            <span className="visually-hidden">, {t("presence.menu")}</span>
            <IconChevronDown size={14} stroke={1.6} aria-hidden />
          </button>
        )}
      />
    );
  }
  return (
    <>
      <span className={css.presence}>{face}</span>
      <Menu
        groups={groups}
        trigger={(props) => (
          <button {...props} className={css.after}>
            <span>
              <Rich text={t("presence.afterCall", { presence: afterwards })} />
            </span>
            <IconChevronDown size={14} stroke={1.6} aria-hidden />
          </button>
        )}
      />
    </>
  );
}
