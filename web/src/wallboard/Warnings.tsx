import { useI18n } from "@/i18n/i18n";
import { useLive } from "@/live/useLive";
import { Notice } from "@/ui";
import css from "./Wallboard.module.css";

/** What keeps the numbers from moving. */
export function Warnings() {
  const { t } = useI18n();
  const engine = useLive((state) => state.engine || state.freshAt === 0);
  const pbx = useLive((state) => state.pbx || state.freshAt === 0);
  if (engine && pbx) return null;
  return (
    <div className={css.warnings} role="status">
      {!engine && (
        <Notice tone="bad" title={t("wallboard.engine.away")}>
          {t("wallboard.engine.text")}
        </Notice>
      )}
      {!pbx && (
        <Notice tone="bad" title={t("wallboard.pbx.away")}>
          {t("wallboard.pbx.text")}
        </Notice>
      )}
    </div>
  );
}
