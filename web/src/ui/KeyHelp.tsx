import { useSyncExternalStore } from "react";
import { useI18n } from "@/i18n/i18n";
import { KeyCap } from "./Button";
import { Dialog } from "./Dialog";
import css from "./KeyHelp.module.css";
import { helpLines, keyCaps, keyRegistry, type HelpLine, type KeyGroup } from "./keys";

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

function Line({ line }: { line: HelpLine }) {
  return (
    <div data-later={!line.now || undefined}>
      <dt>{line.label}</dt>
      <dd>
        {line.keys.map((keys) => (
          <KeyCaps key={keys} keys={keys} />
        ))}
      </dd>
    </div>
  );
}

/** All keys of this page, by place; those that work now first. */
export function KeyHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useI18n();
  const bindings = useSyncExternalStore(keyRegistry.subscribe, keyRegistry.all);
  const hints = useSyncExternalStore(keyRegistry.subscribe, keyRegistry.hints);
  return (
    <Dialog open={open} title={t("keys.title")} onClose={onClose}>
      {/* Nothing in it can be pressed: it takes the focus itself, so that arrow keys move what is too long. */}
      <div
        tabIndex={0}
        data-autofocus
        className={css.all}
        role="group"
        aria-label={t("keys.title")}
      >
        {GROUPS.map((group) => {
          const lines = helpLines(group, bindings, hints);
          const now = lines.filter((line) => line.now);
          const later = lines.filter((line) => !line.now);
          if (lines.length === 0) return null;
          return (
            <section key={group} className={css.group}>
              <h3>{t(`keys.${group}`)}</h3>
              <dl>
                {now.map((line) => (
                  <Line key={line.label} line={line} />
                ))}
              </dl>
              {later.length > 0 && (
                <>
                  <p className={`muted detail ${css.when}`}>
                    {t(group === "call" ? "keys.later.call" : "keys.later.desk")}
                  </p>
                  <dl className={css.later}>
                    {later.map((line) => (
                      <Line key={line.label} line={line} />
                    ))}
                  </dl>
                </>
              )}
            </section>
          );
        })}
        <p className="muted detail">
          {t("keys.note")} {t("keys.switchOff")}
        </p>
      </div>
    </Dialog>
  );
}
