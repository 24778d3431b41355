import { TopBar } from "@/app/Shell";
import { useI18n } from "@/i18n/i18n";

export function AdminPage() {
  const { t } = useI18n();
  return (
    <>
      <TopBar left={<h2>{t("nav.admin")}</h2>} />
      <main />
    </>
  );
}
