import { useEffect, useRef, useState } from "react";
import { useI18n } from "@/i18n/i18n";
import type { DtmfKey } from "@/softphone/phone";
import css from "./PhoneColumn.module.css";

const KEYS: readonly DtmfKey[] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];
const isDtmfKey = (key: string): key is DtmfKey => (KEYS as readonly string[]).includes(key);

/** Sends tones to the other side: by mouse, or with the keyboard's digits while the keypad has the focus. */
export function Keypad({
  onSend,
  onClose,
}: {
  onSend: (key: DtmfKey) => void;
  onClose: () => void;
}) {
  const { t } = useI18n();
  const [sent, setSent] = useState("");
  const group = useRef<HTMLDivElement>(null);
  useEffect(() => group.current?.focus(), []);
  const send = (key: DtmfKey) => {
    onSend(key);
    setSent((before) => (before + key).slice(-24));
  };
  return (
    <div
      ref={group}
      role="group"
      tabIndex={-1}
      aria-label={t("phone.keypad")}
      className={css.keypad}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
        else if (isDtmfKey(event.key) && !event.ctrlKey && !event.altKey) send(event.key);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <output className={css.sent} aria-label={t("phone.keypadSent")}>
        {sent}
      </output>
      {KEYS.map((key) => (
        <button key={key} type="button" className={css.digit} onClick={() => send(key)}>
          {key}
        </button>
      ))}
    </div>
  );
}
