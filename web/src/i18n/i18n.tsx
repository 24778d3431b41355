import { createContext, use, useMemo, useState, useEffect, type ReactNode } from "react";
import * as format from "@/ui/format";
import type { Locale } from "@/ui/format";
import { loadGrouping } from "@/ui/phone";
import type { Catalogue, Translate } from "./catalogue";
import { messages as english } from "./en";
import { fill } from "./messages";

const LANGUAGE_KEY = "ccplatform.language";

/** The formatting helpers with the language already chosen. */
export interface Formatter {
  number(value: number | null | undefined, digits?: number): string;
  percent(share: number | null | undefined, digits?: number): string;
  signed(value: number | null | undefined, digits?: number): string;
  shortDate(at: Date | number): string;
  longDate(at: Date | number): string;
  fileSize(bytes: number | null | undefined): string;
}

export interface I18n {
  readonly locale: Locale;
  readonly t: Translate;
  readonly fmt: Formatter;
  readonly setLocale: (locale: Locale) => void;
}

/** A word that is not here yet (the offices' come with their first page) is shown as nothing. */
export function createTranslate(catalogue: Partial<Catalogue>): Translate {
  return (key, ...values) => fill(catalogue[key] ?? "", values[0]);
}

export function createFormatter(locale: Locale): Formatter {
  return {
    number: (value, digits) => format.formatNumber(value, locale, digits),
    percent: (share, digits) => format.percent(share, locale, digits),
    signed: (value, digits) => format.signed(value, locale, digits),
    shortDate: (at) => format.shortDate(at, locale),
    longDate: (at) => format.longDate(at, locale),
    fileSize: (bytes) => format.fileSize(bytes, locale),
  };
}

const I18nContext = createContext<I18n>({
  locale: "en",
  t: createTranslate(english),
  fmt: createFormatter("en"),
  setLocale: () => undefined,
});

export const useI18n = (): I18n => use(I18nContext);

/** The remembered choice, else the first language of the browser that we speak. */
export function preferredLocale(stored: string | null, languages: readonly string[]): Locale {
  if (stored === "en" || stored === "de") return stored;
  for (const language of languages) {
    if (language.startsWith("de")) return "de";
    if (language.startsWith("en")) return "en";
  }
  return "en";
}

const deskWords = async (locale: Locale): Promise<Partial<Catalogue>> =>
  locale === "de" ? (await import("./de")).messages : english;

const officeWords = async (locale: Locale): Promise<Partial<Catalogue>> =>
  (locale === "de" ? await import("./de/office") : await import("./en/office")).office;

const loadCatalogue = async (locale: Locale, office: boolean): Promise<Partial<Catalogue>> => {
  const [desk, more] = await Promise.all([deskWords(locale), office ? officeWords(locale) : {}]);
  return { ...desk, ...more };
};

interface Office {
  readonly here: boolean;
  readonly want: () => void;
}

const OfficeContext = createContext<Office>({ here: false, want: () => undefined });

/** Draws its pages once the words of the offices are here. */
export function OfficeWords({ children }: { children: ReactNode }) {
  const { here, want } = use(OfficeContext);
  useEffect(() => want(), [want]);
  if (here) return children;
  return (
    <main>
      <h1 className="visually-hidden">{english["app.name"]}</h1>
    </main>
  );
}

interface Loaded {
  readonly locale: Locale;
  readonly office: boolean;
  readonly catalogue: Partial<Catalogue>;
}

export function I18nProvider({ children }: { children: ReactNode }) {
  const [wanted, setWanted] = useState(() =>
    preferredLocale(localStorage.getItem(LANGUAGE_KEY), navigator.languages),
  );
  const [office, setOffice] = useState(false);
  const [loaded, setLoaded] = useState<Loaded | null>(
    wanted === "en" ? { locale: "en", office: false, catalogue: english } : null,
  );

  useEffect(() => {
    let current = true;
    void loadCatalogue(wanted, office).then((catalogue) => {
      if (current) setLoaded({ locale: wanted, office, catalogue });
    });
    document.documentElement.lang = wanted;
    return () => {
      current = false;
    };
  }, [wanted, office]);

  // Numbers on the page are written anew once the rules for them are there; without them (offline) they stay ungrouped.
  useEffect(() => {
    void loadGrouping().then(
      () => setLoaded((before) => before && { ...before }),
      () => undefined,
    );
  }, []);

  const value = useMemo<I18n | null>(
    () =>
      loaded && {
        locale: loaded.locale,
        t: createTranslate(loaded.catalogue),
        fmt: createFormatter(loaded.locale),
        setLocale: (locale) => {
          localStorage.setItem(LANGUAGE_KEY, locale);
          setWanted(locale);
        },
      },
    [loaded],
  );
  const here = loaded?.office ?? false;
  const rooms = useMemo<Office>(() => ({ here, want: () => setOffice(true) }), [here]);
  // Nothing is drawn in the wrong language while the other catalogue (a few kB) arrives.
  return (
    value && (
      <I18nContext value={value}>
        <OfficeContext value={rooms}>{children}</OfficeContext>
      </I18nContext>
    )
  );
}

/** Text in which **two stars** mark what is said with weight. */
export function Rich({ text }: { text: string }) {
  return text
    .split("**")
    .map((piece, index) => (index % 2 === 1 ? <b key={index}>{piece}</b> : piece));
}
