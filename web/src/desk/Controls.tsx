import {
  IconArrowForwardUp,
  IconCalendarTime,
  IconDialpad,
  IconMessageQuestion,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
  IconPlayerPause,
  IconPlayerPlay,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useI18n } from "@/i18n/i18n";
import { Button, useKeys } from "@/ui";
import { controlsOf, tone, type Control, type ControlId, type Place } from "./controls.model";
import { Keypad } from "./Keypad";
import css from "./PhoneColumn.module.css";
import type { Scene } from "./scene.model";
import { useAct, useDesk } from "./useDesk";

const ICON = { size: 20, stroke: 1.6, "aria-hidden": true } as const;

const ICONS: Partial<Record<ControlId, readonly [off: ReactNode, on: ReactNode]>> = {
  mute: [<IconMicrophone key="off" {...ICON} />, <IconMicrophoneOff key="on" {...ICON} />],
  hold: [<IconPlayerPause key="off" {...ICON} />, <IconPlayerPlay key="on" {...ICON} />],
  keypad: [<IconDialpad key="off" {...ICON} />, <IconDialpad key="on" {...ICON} />],
  consult: [<IconMessageQuestion key="off" {...ICON} />, null],
  transfer: [<IconArrowForwardUp key="off" {...ICON} />, null],
  callback: [<IconCalendarTime key="off" {...ICON} />, null],
};

/** Those that are on or off, rather than done. */
const SWITCHES: readonly ControlId[] = ["mute", "hold", "keypad"];

function Tile({ control, on, onPress }: { control: Control; on: boolean; onPress: () => void }) {
  const { t } = useI18n();
  const [off, pressed] = ICONS[control.id] ?? [];
  return (
    <button
      type="button"
      className={css.control}
      aria-pressed={SWITCHES.includes(control.id) ? on : undefined}
      data-control={control.id}
      onClick={onPress}
    >
      {on ? pressed : off}
      <span>{t(control.label)}</span>
      <kbd>{control.keys.toUpperCase()}</kbd>
    </button>
  );
}

/** The buttons of the phone, each with its key; the way out is the last and widest. */
export function Controls({
  scene,
  keypad = false,
  onOpen = () => undefined,
}: {
  scene: Scene;
  keypad?: boolean;
  onOpen?: (place: Place) => void;
}) {
  const { t } = useI18n();
  const { input } = useDesk();
  const act = useAct(onOpen);
  const controls = controlsOf(scene, input);
  const end = controls.find((control) => control.id === "end");
  const tiles = controls.filter((control) => control.id !== "end");
  useKeys(
    controls.map((control) => ({
      keys: control.keys,
      label: t(control.label),
      group: "call" as const,
      run: () => act(control.action),
    })),
  );
  return (
    <>
      {tiles.length > 0 && (
        <div className={css.controls} data-count={tiles.length}>
          {tiles.map((control) => (
            <Tile
              key={control.id}
              control={control}
              on={control.id === "keypad" ? keypad : control.pressed}
              onPress={() => act(control.action)}
            />
          ))}
        </div>
      )}
      {keypad && (
        <Keypad onSend={(key) => act(tone(scene, input, key))} onClose={() => onOpen("keypad")} />
      )}
      {end && (
        <Button
          kind="stop"
          wide
          keyHint="Ctrl E"
          className={css.end}
          icon={<IconPhoneOff size={16} stroke={1.6} aria-hidden />}
          onClick={() => act(end.action)}
        >
          {t(end.label)}
        </Button>
      )}
    </>
  );
}
