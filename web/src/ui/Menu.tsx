import { IconCheck } from "@tabler/icons-react";
import {
  Fragment,
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from "react";
import { place, type Align } from "./floating";
import css from "./Menu.module.css";

export interface MenuItem {
  key: string;
  label: string;
  before?: ReactNode;
  detail?: string | undefined;
  chosen?: boolean;
  danger?: boolean;
  onChoose: () => void;
}

export interface MenuGroup {
  key: string;
  label?: string;
  items: readonly MenuItem[];
}

/** What the trigger spreads on its button. */
export interface TriggerProps {
  id: string;
  type: "button";
  "aria-haspopup": "menu";
  "aria-expanded": boolean;
  onClick: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** Typed letters are one word until this pause. */
const TYPING_MS = 600;

/** Which item the focus goes to; null when the key is none of the menu's. */
export function nextItem(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return (at - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

/** The first item after the current one that starts with what was typed. */
export function typedItem(typed: string, at: number, labels: readonly string[]): number | null {
  const from = typed.length > 1 ? at : at + 1;
  for (let step = 0; step < labels.length; step++) {
    const index = (from + step) % labels.length;
    if (labels[index]?.toLowerCase().startsWith(typed)) return index;
  }
  return null;
}

/**
 * A menu button after the WAI-ARIA pattern: arrows, Home, End and typing move, Enter chooses, Esc and Tab leave. It opens in the top
 * layer; a click beside it closes it, both by the browser's own popover.
 */
export function Menu({
  trigger,
  groups,
  align = "start",
  width = 240,
}: {
  trigger: (props: TriggerProps) => ReactNode;
  groups: readonly MenuGroup[];
  align?: Align;
  width?: number;
}) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    document.getElementById(id)?.focus();
  };
  return (
    <>
      {trigger({
        id,
        type: "button",
        "aria-haspopup": "menu",
        "aria-expanded": open,
        onClick: () => setOpen(!open),
        onKeyDown: (event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          setOpen(true);
        },
      })}
      {open && (
        <List
          anchor={id}
          groups={groups}
          align={align}
          width={width}
          onClose={close}
          onLeave={() => setOpen(false)}
        />
      )}
    </>
  );
}

function moveTo(element: HTMLElement, { left, top }: { left: number; top: number }): void {
  element.style.left = `${left}px`;
  element.style.top = `${top}px`;
}

/** Shows the list in the top layer beside its button and gives it the focus. */
function usePlacement(
  list: RefObject<HTMLDivElement | null>,
  anchor: string,
  align: Align,
  onLeave: () => void,
): void {
  const leave = useEffectEvent(onLeave);
  useEffect(() => {
    const element = list.current;
    const button = document.getElementById(anchor);
    if (!element || !button) return;
    element.showPopover();
    const corner = place(
      button.getBoundingClientRect(),
      element.getBoundingClientRect(),
      { width: innerWidth, height: innerHeight },
      "bottom",
      align,
    );
    moveTo(element, corner);
    const chosen = element.querySelector<HTMLElement>('[aria-checked="true"]');
    (chosen ?? element.querySelector<HTMLElement>("[role^=menuitem]"))?.focus();
    const onToggle = (event: Event) => {
      if ((event as ToggleEvent).newState === "closed") leave();
    };
    element.addEventListener("toggle", onToggle);
    return () => element.removeEventListener("toggle", onToggle);
  }, [list, anchor, align]);
}

function List({
  anchor,
  groups,
  align,
  width,
  onClose,
  onLeave,
}: {
  anchor: string;
  groups: readonly MenuGroup[];
  align: Align;
  width: number;
  onClose: () => void;
  onLeave: () => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: "", at: 0 });
  usePlacement(list, anchor, align, onLeave);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[role^=menuitem]")];
    const at = items.findIndex((item) => item === document.activeElement);
    let next = nextItem(event.key, at, items.length);
    if (event.key === "Escape") onClose();
    else if (event.key === "Tab") onLeave();
    else if (next === null && /^\S$/.test(event.key) && !event.ctrlKey && !event.altKey) {
      const fresh = event.timeStamp - typed.current.at > TYPING_MS;
      const text = (fresh ? "" : typed.current.text) + event.key.toLowerCase();
      typed.current = { text, at: event.timeStamp };
      next = typedItem(
        text,
        at,
        items.map((item) => item.dataset["label"] ?? ""),
      );
    } else if (next === null) return;
    if (event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    if (next !== null) items[next]?.focus();
  };

  return (
    <div
      ref={list}
      popover="auto"
      role="menu"
      aria-labelledby={anchor}
      tabIndex={-1}
      className={css.dropdown}
      style={{ width }}
      onKeyDown={onKeyDown}
    >
      <Items groups={groups} onClose={onClose} />
    </div>
  );
}

function Items({ groups, onClose }: { groups: readonly MenuGroup[]; onClose: () => void }) {
  return (
    <>
      {groups.map((group, index) => (
        <Fragment key={group.key}>
          {index > 0 && <div role="separator" className={css.divider} />}
          <div role="group" aria-label={group.label}>
            {group.label !== undefined && (
              <p className={css.label} aria-hidden>
                {group.label}
              </p>
            )}
            {group.items.map((item) => (
              <button
                key={item.key}
                type="button"
                tabIndex={-1}
                className={css.item}
                data-label={item.label}
                data-danger={item.danger || undefined}
                role={item.chosen === undefined ? "menuitem" : "menuitemradio"}
                aria-checked={item.chosen}
                onClick={() => {
                  onClose();
                  item.onChoose();
                }}
              >
                {item.before}
                <span className={css.text}>{item.label}</span>
                {item.detail !== undefined && <span className="muted detail">{item.detail}</span>}
                {item.chosen && <IconCheck size={14} stroke={1.8} aria-hidden />}
              </button>
            ))}
          </div>
        </Fragment>
      ))}
    </>
  );
}
