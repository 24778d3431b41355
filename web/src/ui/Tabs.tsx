import { useId, useRef, type KeyboardEvent, type ReactNode } from "react";
import css from "./Tabs.module.css";

export interface Tab {
  key: string;
  label: string;
  count?: number | undefined;
  panel: ReactNode;
}

/** Tabs after the WAI-ARIA pattern: arrows move and choose, Tab goes on to the panel. */
export function Tabs({
  label,
  tabs,
  value,
  onChange,
  aside,
}: {
  label: string;
  tabs: readonly Tab[];
  value: string;
  onChange: (key: string) => void;
  aside?: ReactNode;
}) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const current = tabs.find((tab) => tab.key === value) ?? tabs[0];

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.key === value);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    onChange(next.key);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.key}"]`)?.focus();
  };

  return (
    <>
      <div className={css.bar}>
        <div role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
          {tabs.map((tab) => (
            <button
              key={tab.key}
              type="button"
              role="tab"
              className={css.tab}
              id={`${id}-${tab.key}`}
              data-tab={tab.key}
              aria-selected={tab === current}
              aria-controls={`${id}-panel`}
              tabIndex={tab === current ? 0 : -1}
              onClick={() => onChange(tab.key)}
            >
              {tab.label}
              {tab.count !== undefined && <span className="faint num">{tab.count}</span>}
            </button>
          ))}
        </div>
        {aside}
      </div>
      <div
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={current && `${id}-${current.key}`}
        className={css.panel}
        tabIndex={-1}
      >
        {current?.panel}
      </div>
    </>
  );
}
