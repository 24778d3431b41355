import { useEffect } from "react";
import { useI18n } from "@/i18n/i18n";

/** What stands on the browser's tab and in its history: where one is, then whose page it is (WCAG 2.4.2). "" for no place in particular. */
export function usePageTitle(where: string): void {
  const { t } = useI18n();
  const name = t("app.name");
  useEffect(() => {
    document.title = where === "" ? name : `${where} – ${name}`;
  }, [where, name]);
}
