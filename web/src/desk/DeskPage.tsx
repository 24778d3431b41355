import { TopBar } from "@/app/Shell";
import { useI18n } from "@/i18n/i18n";

export function DeskPage() {
  const { t } = useI18n();
  return (
    <>
      <TopBar left={<h2>{t("nav.desk")}</h2>} />
      <main />
    </>
  );
}
