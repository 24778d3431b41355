/** Shows what only a hand or a key brings about: what lies in `[data-force="hover"]` is drawn as if it were pointed at, and so on. */

const REPLACED: readonly (readonly [RegExp, string])[] = [
  [/:hover(?![\w-])/g, "hover"],
  [/:focus-visible(?![\w-])/g, "focus"],
  [/:focus-within(?![\w-])/g, "focus"],
  [/:focus(?![\w-])/g, "focus"],
  [/:active(?![\w-])/g, "pressed"],
];

/** The same rule for samples, or null where it is not about such a state. */
export function forcedSelector(selector: string): string | null {
  const parts = selector.split(/,(?![^(]*\))/).filter((part) => !part.includes(":not("));
  const forced = parts.flatMap((part) => {
    const changed = REPLACED.reduce(
      (text, [pseudo, state]) => text.replace(pseudo, `:is([data-force~="${state}"] *)`),
      part,
    );
    return changed === part ? [] : [changed];
  });
  return forced.length === 0 ? null : forced.join(",");
}

/** Rules may stand in layers and media queries; those that do not hold now are left out. */
function rulesOf(list: CSSRuleList): string[] {
  return [...list].flatMap((rule) => {
    if (rule instanceof CSSMediaRule)
      return matchMedia(rule.conditionText).matches ? rulesOf(rule.cssRules) : [];
    if (!(rule instanceof CSSStyleRule)) return [];
    const selector = forcedSelector(rule.selectorText);
    return selector === null ? [] : [`${selector}{${rule.style.cssText}}`];
  });
}

/** Puts those rules behind the ones of the page, for as long as it is not ended. Returns how. */
export function forceStates(): () => void {
  const own = document.createElement("style");
  own.textContent = [...document.styleSheets]
    .filter((sheet) => sheet.href === null || sheet.href.startsWith(location.origin))
    .flatMap((sheet) => rulesOf(sheet.cssRules))
    .join("\n");
  document.head.append(own);
  return () => own.remove();
}
