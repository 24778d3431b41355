import { useMe } from "@/app/session";
import { useI18n } from "@/i18n/i18n";
import { phoneNumber } from "@/ui/phone";
import { dialWishes } from "./dial-wish";
import css from "./PhoneLink.module.css";

/** A telephone number; whoever has a phone here presses it to dial. */
export function PhoneLink({ number, name = "" }: { number: string; name?: string }) {
  const { t } = useI18n();
  const me = useMe();
  const shown = phoneNumber(number);
  if (me.agent === null || number === "") return shown;
  return (
    <button
      type="button"
      className={css.number}
      aria-label={t("phone.dialNumber", { number: shown })}
      title={t("phone.dialNumber", { number: shown })}
      onClick={() => dialWishes.want(number, name)}
    >
      {shown}
    </button>
  );
}
