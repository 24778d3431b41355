import { useQueryClient } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useI18n } from "@/i18n/i18n";
import { live } from "@/live/browser";
import { useLink } from "@/live/useLive";
import { Notice } from "@/ui";
import { useMe } from "./session";
import css from "./Shell.module.css";

/** Once somebody has signed in again: what this page may have missed is asked for; another person gets a page of their own. */
function useReturn(out: boolean): void {
  const client = useQueryClient();
  const me = useMe();
  const was = useRef(false);
  useEffect(() => {
    if (out) was.current = true;
    else if (was.current) {
      was.current = false;
      const now = live.state().me;
      if (now?.user === me.user.id && now.role === me.user.role) void client.invalidateQueries();
      else location.reload();
    }
  }, [out, client, me]);
}

/** Over every page, a board on a wall included: the sign-in is over, so nothing that is shown moves any more. */
export function SignedOut() {
  const { t } = useI18n();
  const { href } = useLocation();
  const out = useLink().kind === "signed_out";
  useReturn(out);
  if (!out) return null;
  return (
    <div className={css.signedOut} role="alert">
      <Notice
        tone="bad"
        title={t("signedOut.title")}
        aside={<a href={`/sign-in?next=${encodeURIComponent(href)}`}>{t("signedOut.action")}</a>}
      >
        {t("signedOut.text")}
      </Notice>
    </div>
  );
}
