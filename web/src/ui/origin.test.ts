import { describe, expect, it } from "vitest";
import { messages as german } from "@/i18n/de";
import { messages as english } from "@/i18n/en";
import { createTranslate } from "@/i18n/i18n";
import { originInShort, originWords } from "./origin";

const en = createTranslate(english);
const de = createTranslate(german);
const munich = { region: "DE", mobile: false, areas: { en: "Munich", de: "München" } };

describe("from where a number is", () => {
  it("is said in the language of the page", () => {
    expect(originWords(munich, "en", en)).toBe("Munich, Germany");
    expect(originWords(munich, "de", de)).toBe("München, Deutschland");
  });

  it("is said in English where the language has no word of its own", () => {
    const hamburg = { region: "DE", mobile: false, areas: { en: "Hamburg" } };
    expect(originWords(hamburg, "de", de)).toBe("Hamburg, Deutschland");
  });

  it("is a country and that it is mobile, for a mobile number", () => {
    const mobile = { region: "IE", mobile: true, areas: {} };
    expect(originWords(mobile, "en", en)).toBe("Ireland, mobile");
    expect(originWords(mobile, "de", de)).toBe("Irland, mobil");
  });

  it("is said once where town and country are one", () => {
    const singapore = { region: "SG", mobile: false, areas: { en: "Singapore" } };
    expect(originWords(singapore, "en", en)).toBe("Singapore");
  });

  it("is the town or else the country, in short", () => {
    expect(originInShort(munich, "de")).toBe("München");
    expect(originInShort({ ...munich, areas: {} }, "de")).toBe("Deutschland");
    expect(originInShort({ ...munich, region: "", areas: {} }, "de")).toBe("");
  });

  it("is nothing when nothing is known", () => {
    expect(originWords({ region: "", mobile: false, areas: {} }, "en", en)).toBe("");
  });
});
