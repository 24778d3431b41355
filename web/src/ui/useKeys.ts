import { useEffect, useEffectEvent, useLayoutEffect } from "react";
import { find, keyRegistry, nameOf, startsSequence, type Binding, type KeyHint } from "./keys";
import { preferences } from "./preferences";

/** A sequence is forgotten when its second key does not come. */
const SEQUENCE_MS = 1_500;

const TYPING =
  "input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable=true]";
const PRESSABLE = "button, a[href], summary, [role=menuitem], [role=option], tr[tabindex]";

/** Adds keys for as long as the component is there. `bindings` may be new on every drawing. */
export function useKeys(bindings: readonly Binding[]): void {
  const run = useEffectEvent((keys: string) => {
    bindings.find((binding) => binding.keys === keys)?.run();
  });
  const shape = bindings.map(({ keys, label, group }) => [keys, label, group] as const);
  const serialised = JSON.stringify(shape);
  // With what is drawn, and not some milliseconds later: what one sees can be pressed.
  useLayoutEffect(() => {
    const stable = (JSON.parse(serialised) as typeof shape).map(([keys, label, group]) => ({
      keys,
      label,
      group,
      run: () => run(keys),
    }));
    return keyRegistry.add(stable);
  }, [serialised]);
}

/** Tells the help of keys that will work later. */
export function useKeyHints(hints: readonly KeyHint[]): void {
  const serialised = JSON.stringify(hints);
  useEffect(() => keyRegistry.tell(JSON.parse(serialised) as readonly KeyHint[]), [serialised]);
}

/** Listens to the window; installed once by the app. Returns how to stop. */
export function listenToKeys(target: Window): () => void {
  let pending = "";
  let forget: ReturnType<typeof setTimeout> | undefined;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    // Esc closes what is in front, and only that.
    if (event.key === "Escape" && target.document.querySelector("dialog:modal")) return;
    const focus = target.document.activeElement;
    const name = nameOf(event, {
      typing: focus?.matches(TYPING) ?? false,
      onPressable: focus?.matches(PRESSABLE) ?? false,
      singleKeys: preferences.current().singleKeys,
      pending,
    });
    pending = "";
    if (name === null) return;
    const binding = find(keyRegistry.all(), name);
    if (binding) {
      // A held key must not mute and unmute, or answer twice.
      if (!event.repeat) binding.run();
      event.preventDefault();
    } else if (startsSequence(keyRegistry.all(), name)) {
      pending = name;
      clearTimeout(forget);
      forget = setTimeout(() => (pending = ""), SEQUENCE_MS);
    }
  };
  target.addEventListener("keydown", onKeyDown);
  return () => {
    target.removeEventListener("keydown", onKeyDown);
    clearTimeout(forget);
  };
}
