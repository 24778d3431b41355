import { describe, expect, it } from "vitest";
import type { Catalogue } from "./catalogue";
import { messages as deskInGerman } from "./de";
import { office as officeInGerman } from "./de/office";
import { messages as deskWords } from "./en";
import { office as officeWords } from "./en/office";
import { createTranslate, preferredLocale } from "./i18n";
import { fill, placeholders } from "./messages";

const english: Catalogue = { ...deskWords, ...officeWords };
const de: Catalogue = { ...deskInGerman, ...officeInGerman };

describe("the catalogues", () => {
  it("have the same keys", () => {
    expect(Object.keys(de).sort()).toEqual(Object.keys(english).sort());
  });
  it.each(Object.keys(english) as (keyof Catalogue)[])("fill in the same names: %s", (key) => {
    expect(placeholders(de[key])).toEqual(placeholders(english[key]));
    expect(typeof de[key]).toBe(typeof english[key]);
  });
  it("say no word twice", () => {
    const twice = Object.keys(deskWords).filter((key) => key in officeWords);
    expect(twice).toEqual([]);
  });
  it("leave no text empty", () => {
    const empty = [...Object.entries(english), ...Object.entries(de)].filter(
      ([, text]) => fill(text).trim() === "",
    );
    expect(empty).toEqual([]);
  });
});

describe("translate", () => {
  it("fills in names", () => {
    expect(createTranslate(english)("ago.seconds", { seconds: 3 })).toBe("3 s ago");
  });
  it("chooses the plural by count", () => {
    const message = { one: "{count} call", other: "{count} calls" };
    expect([0, 1, 2].map((count) => fill(message, { count }))).toEqual([
      "0 calls",
      "1 call",
      "2 calls",
    ]);
  });
  it("starts in the remembered language, then the browser's, then English", () => {
    expect(preferredLocale("de", ["en-GB"])).toBe("de");
    expect(preferredLocale(null, ["fr", "de-AT", "en"])).toBe("de");
    expect(preferredLocale(null, ["fr"])).toBe("en");
  });
});
