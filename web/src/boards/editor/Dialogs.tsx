import { useI18n } from "@/i18n/i18n";
import { Button, Dialog } from "@/ui";

/** Somebody else saved the board while it was being changed here: one of the two is lost, and one says which. */
export function Conflict({
  open,
  onOver,
  onTheirs,
  onClose,
}: {
  open: boolean;
  onOver: () => void;
  onTheirs: () => void;
  onClose: () => void;
}) {
  const { t } = useI18n();
  return (
    <Dialog
      open={open}
      title={t("boards.conflict.title")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("action.cancel")}</Button>
          <Button onClick={onTheirs}>{t("boards.conflict.theirs")}</Button>
          <Button kind="primary" onClick={onOver}>
            {t("boards.conflict.mine")}
          </Button>
        </>
      }
    >
      <p>{t("boards.conflict.text")}</p>
    </Dialog>
  );
}

/** There are changes that nobody else sees yet. */
export function Leaving({
  open,
  onClose,
  onSave,
  onLater,
  onDiscard,
}: {
  open: boolean;
  onClose: () => void;
  onSave: () => void;
  onLater: () => void;
  onDiscard: () => void;
}) {
  const { t } = useI18n();
  return (
    <Dialog
      open={open}
      title={t("boards.leaving.title")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onDiscard}>{t("boards.discard")}</Button>
          <Button onClick={onLater}>{t("boards.leaving.later")}</Button>
          <Button
            kind="primary"
            onClick={() => {
              onClose();
              onSave();
            }}
          >
            {t("action.save")}
          </Button>
        </>
      }
    >
      <p>{t("boards.leaving.text")}</p>
    </Dialog>
  );
}
