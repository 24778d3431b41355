import { IconX } from "@tabler/icons-react";
import { useEffect, useRef, type ReactNode } from "react";
import { useI18n } from "@/i18n/i18n";
import { IconButton } from "./Button";
import css from "./Dialog.module.css";

interface DialogProps {
  open: boolean;
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Buttons at the end, the one that acts last. */
  actions?: ReactNode;
  /** A panel at the right side instead of a box in the middle. */
  drawer?: boolean;
}

/**
 * The browser's own modal dialog: focus stays inside and returns where it was, Esc closes, the rest is inert.
 * Publishing and deleting ask here; everything else is undone instead.
 */
export function Dialog({ open, title, onClose, children, actions, drawer = false }: DialogProps) {
  const { t } = useI18n();
  const element = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const dialog = element.current;
    if (!dialog) return;
    if (open && !dialog.open) {
      dialog.showModal();
      // The browser would take the first thing that can be pressed, which is the way out.
      dialog.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    }
    if (!open && dialog.open) dialog.close();
  }, [open]);

  return (
    <dialog
      ref={element}
      className={css.dialog}
      data-drawer={drawer || undefined}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => {
        // Only the backdrop has the dialog itself as the target.
        if (event.target === element.current) onClose();
      }}
    >
      {open && (
        <div className={css.box}>
          <header className={css.head}>
            <h2>{title}</h2>
            <IconButton label={t("action.close")} keyHint="Esc" onClick={onClose}>
              <IconX size={16} stroke={1.6} />
            </IconButton>
          </header>
          <div className={css.body}>{children}</div>
          {actions !== undefined && <footer className={css.actions}>{actions}</footer>}
        </div>
      )}
    </dialog>
  );
}

export const Drawer = (props: Omit<DialogProps, "drawer">) => <Dialog {...props} drawer />;
