import type { PlainKey } from "@/i18n/catalogue";
import type { KeyGroup } from "@/ui/keys";

interface DeskKey {
  readonly keys: string;
  readonly label: PlainKey;
  readonly group: KeyGroup;
}

const key = (keys: string, label: PlainKey, group: KeyGroup = "call"): DeskKey => ({
  keys,
  label,
  group,
});

/** Keys of the desk that work in some scene only: the help tells of them before there is a call. */
export const DESK_KEYS: readonly DeskKey[] = [
  key("Enter", "phone.answer"),
  key("m", "phone.mute"),
  key("h", "phone.hold"),
  key("k", "phone.keypad"),
  key("c", "phone.consult"),
  key("t", "phone.transfer"),
  key("s", "consult.toAsked"),
  key("a", "consult.together"),
  key("x", "consult.letGo"),
  key("b", "phone.callback"),
  key("r", "phone.pauseRecording"),
  key("w", "wrap.request"),
  key("Ctrl+E", "phone.end"),
  key("d", "dial.title", "desk"),
  key("Ctrl+Enter", "wrap.save", "desk"),
  key("+", "wrap.extend", "desk"),
];
