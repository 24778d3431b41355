/**
 * Where the long words of names may be broken. In a tile or the head of a table there is little room, and not every browser knows the
 * hyphens of a language; the names themselves, as they are read out, compared or exported, stay as they are.
 */

/** Long words of the names of numbers, `|` where they may be broken. No English one is as long. */
const WORDS = [
  "Abge|lehnt",
  "Ange|meldet",
  "Ange|nommen",
  "Ange|nommenen",
  "Annahme|rate",
  "Annahme|zeit",
  "Auflege|rate",
  "Aus|lastung",
  "Bear|beitungs|zeit",
  "Durch|schnitt|liche",
  "Ein|gegangen",
  "Fehl|geschlagen",
  "Gesprächs|zeit",
  "Gleich|zeitig|keit",
  "Konfe|renzen",
  "Kurz|aufleger",
  "Nach|arbeit",
  "Nach|arbeits|zeit",
  "Nutzungs|grad",
  "Ver|zerrung",
  "Warte|schlange",
  "Warte|schlangen",
  "Warte|zeit",
  "Weiter|gegeben",
  "Weiter|geleitet",
  "Zurück|gezogen",
  "groß|zügig",
  "inner|halb",
];

const SOFT_HYPHEN = "\u00AD";
const SEAMED = new Map(
  WORDS.map((word) => [word.replaceAll("|", ""), word.replaceAll("|", SOFT_HYPHEN)]),
);

/** The same name with soft hyphens, to be seen only. */
export const withSeams = (name: string): string =>
  name.replace(/\p{L}+/gu, (word) => SEAMED.get(word) ?? word);
