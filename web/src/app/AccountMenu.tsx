import { useSyncExternalStore } from "react";
import { changeMe } from "@/api/session";
import { useI18n } from "@/i18n/i18n";
import { Menu } from "@/ui";
import { preferences, type ThemeChoice } from "@/ui/preferences";
import { useMe, useSignOut } from "./session";
import css from "./Shell.module.css";

/** Kept for mails and other browsers; this browser has its own memory, so that a failure costs nothing here. */
const remember = (part: Parameters<typeof changeMe>[0]): void => {
  changeMe(part).catch(() => undefined);
};

const THEMES: readonly ThemeChoice[] = ["system", "light", "dark"];

const initials = (name: string): string => {
  const words = name.split(/\s+/).filter(Boolean);
  return (
    (words[0]?.[0] ?? "") + (words.length > 1 ? (words.at(-1)?.[0] ?? "") : "")
  ).toUpperCase();
};

/** Language, appearance, single-letter keys and signing out. */
export function AccountMenu() {
  const { t, locale, setLocale } = useI18n();
  const me = useMe();
  const leave = useSignOut();
  const chosen = useSyncExternalStore(preferences.subscribe, preferences.current);
  return (
    <Menu
      align="end"
      trigger={(props) => (
        <button
          {...props}
          className={css.avatar}
          aria-label={`${initials(me.user.name)}, ${t("account.menu", { name: me.user.name })}`}
        >
          {initials(me.user.name)}
        </button>
      )}
      groups={[
        {
          key: "theme",
          label: t("account.theme"),
          items: THEMES.map((theme) => ({
            key: theme,
            label: t(`theme.${theme}`),
            chosen: chosen.theme === theme,
            onChoose: () => {
              preferences.change({ theme });
              remember({ theme });
            },
          })),
        },
        {
          key: "language",
          label: t("account.language"),
          items: (["en", "de"] as const).map((language) => ({
            key: language,
            label: t(`language.${language}`),
            chosen: locale === language,
            onChoose: () => {
              setLocale(language);
              remember({ language });
            },
          })),
        },
        {
          key: "keys",
          items: [
            {
              key: "singleKeys",
              label: t("account.singleKeys"),
              detail: t(chosen.singleKeys ? "account.on" : "account.off"),
              onChoose: () => preferences.change({ singleKeys: !chosen.singleKeys }),
            },
          ],
        },
        {
          key: "leave",
          label: `${me.user.name}, ${t(`role.${me.user.role}`)}`,
          items: [{ key: "signOut", label: t("account.signOut"), onChoose: () => void leave() }],
        },
      ]}
    />
  );
}
