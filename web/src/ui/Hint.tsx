import { useEffect, useRef, useState, type ReactNode } from "react";
import css from "./Button.module.css";
import { place, type Side } from "./floating";

const OPEN_MS = 300;

/** A tooltip for a pressable thing. It never carries anything that is not also in a label. */
export function Hint({
  text,
  side = "bottom",
  children,
}: {
  text: ReactNode;
  side?: Side;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const close = () => {
    clearTimeout(timer.current);
    setOpen(false);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const show = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(true), OPEN_MS);
  };
  return (
    <span
      className={css.anchor}
      onPointerEnter={(event) => {
        if (event.pointerType !== "touch") show();
      }}
      onPointerLeave={close}
      onPointerDown={close}
      onFocus={(event) => {
        if (event.target.matches(":focus-visible")) show();
      }}
      onBlur={close}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      {children}
      {open && <Bubble side={side}>{text}</Bubble>}
    </span>
  );
}

/** In the top layer, so that nothing on the page can cut it off. */
function Bubble({ side, children }: { side: Side; children: ReactNode }) {
  const element = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const bubble = element.current;
    const anchor = bubble?.parentElement?.firstElementChild;
    if (!bubble || !anchor) return;
    bubble.showPopover();
    const corner = place(
      anchor.getBoundingClientRect(),
      bubble.getBoundingClientRect(),
      { width: innerWidth, height: innerHeight },
      side,
      "center",
    );
    bubble.style.left = `${corner.left}px`;
    bubble.style.top = `${corner.top}px`;
  }, [side]);
  return (
    <span ref={element} popover="manual" role="tooltip" className={css.tooltip}>
      {children}
    </span>
  );
}
