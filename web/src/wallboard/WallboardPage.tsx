import { TopBar } from "@/app/Shell";
import { useI18n } from "@/i18n/i18n";

export function WallboardPage() {
  const { t } = useI18n();
  return (
    <>
      <TopBar left={<h2>{t("nav.wallboard")}</h2>} />
      <main />
    </>
  );
}
