import { useEffect, useState, useSyncExternalStore } from "react";
import { useI18n } from "@/i18n/i18n";
import { Segmented, Sides, ToastLine } from "@/ui";
import { preferences, type ThemeChoice } from "@/ui/preferences";
import { ChartPart } from "./chart";
import { ControlsPart } from "./controls";
import { DataPart, HeadSample } from "./data";
import { forceStates } from "./forced";
import { StatesPart } from "./states";
import css from "./Styleguide.module.css";
import { TokensPart } from "./tokens";

const THEMES = ["light", "dark"] as const;

function Switches() {
  const { locale, setLocale } = useI18n();
  const chosen = useSyncExternalStore(preferences.subscribe, preferences.current);
  return (
    <div className={css.switches}>
      <p className="muted">
        Every component in every state, light and dark beside each other. The words are samples and
        stay in English; what components say themselves changes with the language.
      </p>
      <Segmented
        label="Appearance of dialogs and charts"
        value={chosen.theme}
        onChange={(theme) => preferences.change({ theme: theme as ThemeChoice })}
        options={["system", "light", "dark"].map((value) => ({ value, label: value }))}
      />
      <Segmented
        label="Language"
        value={locale}
        onChange={(value) => setLocale(value === "de" ? "de" : "en")}
        options={["en", "de"].map((value) => ({ value, label: value }))}
      />
    </div>
  );
}

/** Every component in every state; the words here are samples and stay in English. */
export function StyleguidePage() {
  const [since] = useState(() => Date.now());
  useEffect(forceStates, []);
  return (
    <div className={css.page}>
      <Sides side={<Switches />}>
        <div className={css.head}>
          <HeadSample />
        </div>
        <div className={css.themes}>
          {THEMES.map((theme) => (
            <section key={theme} data-theme={theme} className={css.theme} aria-label={theme}>
              <h2>{theme === "light" ? "Light" : "Dark"}</h2>
              <TokensPart />
              <StatesPart since={since} />
              <ControlsPart />
              <DataPart />
            </section>
          ))}
        </div>
        <div className={css.chart}>
          <ChartPart />
        </div>
      </Sides>
      <ToastLine />
    </div>
  );
}
