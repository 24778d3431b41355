import { useSyncExternalStore } from "react";
import { useI18n } from "@/i18n/i18n";
import { KeyCap } from "./Button";
import { Dialog } from "./Dialog";
import css from "./KeyHelp.module.css";
import { keyCaps, keyRegistry, type KeyGroup } from "./keys";

const GROUPS: readonly KeyGroup[] = [
  "call",
  "desk",
  "wallboard",
  "floor",
  "calls",
  "reports",
  "admin",
  "everywhere",
];

export function KeyCaps({ keys }: { keys: string }) {
  return (
    <span className={css.caps}>
      {keyCaps(keys).map((cap) => (
        <KeyCap key={cap}>{cap}</KeyCap>
      ))}
    </span>
  );
}

/** All keys that work right now, by place. */
export function KeyHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useI18n();
  const bindings = useSyncExternalStore(keyRegistry.subscribe, keyRegistry.all);
  return (
    <Dialog open={open} title={t("keys.title")} onClose={onClose}>
      {GROUPS.map((group) => {
        const here = bindings.filter((binding) => binding.group === group);
        if (here.length === 0) return null;
        return (
          <section key={group} className={css.group}>
            <h3>{t(`keys.${group}`)}</h3>
            <dl>
              {here.map((binding) => (
                <div key={binding.keys}>
                  <dt>{binding.label}</dt>
                  <dd>
                    <KeyCaps keys={binding.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        );
      })}
      <p className="muted detail">
        {t("keys.note")} {t("keys.switchOff")}
      </p>
    </Dialog>
  );
}
