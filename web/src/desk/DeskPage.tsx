import { IconLayoutSidebarRight } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { PaletteButton } from "@/app/palette/PaletteDoor";
import { TopBar } from "@/app/Shell";
import { useI18n } from "@/i18n/i18n";
import { DataAge } from "@/live/useLive";
import { Drawer, IconButton, Skeleton, useKeyHints, useKeys } from "@/ui";
import { later } from "@/ui/later";
import { CallerCard } from "./CallerCard";
import css from "./DeskPage.module.css";
import { DeviceMenu } from "./DeviceMenu";
import { FollowUpKey } from "./FollowUpPlace";
import { DESK_KEYS } from "./keys.model";
import { MyDay } from "./MyDay";
import { PhoneColumn } from "./PhoneColumn";
import { PresenceMenu } from "./PresenceMenu";
import { SideColumn } from "./SideColumn";
import { isIdle } from "./scene.model";
import { useDesk } from "./useDesk";
import { WrapUpForm } from "./WrapUpForm";
import { WrapUpProvider } from "./WrapUpContext";

/** The phone and the caller come first; between calls there is time. */
const IdleMiddle = later(async () => (await import("./IdleMiddle")).IdleMiddle, true);

/** Puts the focus where a key leads; the place may be absent in this scene. */
const goTo = (selector: string) => document.querySelector<HTMLElement>(selector)?.focus();

function Middle() {
  const { scene, input } = useDesk();
  if (scene.kind === "wrap_up") return <WrapUpForm />;
  if (input.interaction || !(isIdle(scene) || scene.kind === "arriving")) return <CallerCard />;
  return (
    <Suspense fallback={<Skeleton />}>
      <IdleMiddle />
    </Suspense>
  );
}

/** The agent's desk: the phone at the left, the caller in the middle, what helps at the right, my day below. */
export function DeskPage() {
  const { t } = useI18n();
  const [drawer, setDrawer] = useState(false);
  useKeys([
    { keys: "g t", label: t("keys.goTimeline"), group: "desk", run: () => goTo("[data-timeline]") },
    { keys: "g n", label: t("keys.goNote"), group: "desk", run: () => goTo("[data-note]") },
    {
      keys: "g s",
      label: t("keys.goSide"),
      group: "desk",
      run: () => setDrawer(matchMedia("(max-width: 1099px)").matches),
    },
  ]);
  useKeyHints(DESK_KEYS.map(({ label, ...rest }) => ({ ...rest, label: t(label) })));
  return (
    <WrapUpProvider>
      <TopBar
        left={<PresenceMenu />}
        middle={<PaletteButton />}
        right={
          <>
            <DataAge />
            <DeviceMenu />
            <span className={css.sideButton}>
              <IconButton label={t("desk.sideOpen")} keyHint="G S" onClick={() => setDrawer(true)}>
                <IconLayoutSidebarRight size={16} stroke={1.6} />
              </IconButton>
            </span>
          </>
        }
      />
      <main className={css.desk}>
        <h1 className="visually-hidden">{t("desk.title")}</h1>
        <PhoneColumn />
        <section className={css.middle} aria-label={t("desk.caller")}>
          <Middle />
        </section>
        <aside className={css.right} aria-label={t("desk.side")}>
          <SideColumn />
        </aside>
      </main>
      <FollowUpKey />
      <MyDay />
      <Drawer open={drawer} title={t("desk.side")} onClose={() => setDrawer(false)}>
        <SideColumn />
      </Drawer>
    </WrapUpProvider>
  );
}
