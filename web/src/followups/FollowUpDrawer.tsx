import { Link } from "@tanstack/react-router";
import { useI18n } from "@/i18n/i18n";
import { Drawer } from "@/ui";
import css from "./FollowUps.module.css";
import { MyFollowUps } from "./MyFollowUps";

/** All of mine over the desk, also in a call. */
export function FollowUpDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Drawer open title={t("followUp.go")} onClose={onClose}>
      <div className={css.drawer}>
        <MyFollowUps />
        <Link to="/follow-ups">{t("followUp.all")}</Link>
      </div>
    </Drawer>
  );
}
