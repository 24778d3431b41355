import { IconX } from "@tabler/icons-react";
import { useSyncExternalStore } from "react";
import { useI18n } from "@/i18n/i18n";
import { Button, IconButton } from "./Button";
import { toasts, type ToastStore } from "./toast";
import css from "./ToastLine.module.css";

export function ToastLine({ store = toasts }: { store?: ToastStore }) {
  const { t } = useI18n();
  const toast = useSyncExternalStore(store.subscribe, store.current);
  return (
    <div role="status" aria-live="polite" className={css.place}>
      {toast && (
        <div className={css.line}>
          <span>{toast.text}</span>
          {toast.undo && (
            <Button
              kind="quiet"
              onClick={() => {
                toast.undo?.();
                store.dismiss();
              }}
            >
              {t("action.undo")}
            </Button>
          )}
          <IconButton label={t("action.close")} side="top" onClick={store.dismiss}>
            <IconX size={16} stroke={1.6} />
          </IconButton>
        </div>
      )}
    </div>
  );
}
