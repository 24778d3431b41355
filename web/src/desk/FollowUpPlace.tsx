import { Suspense } from "react";
import { useI18n } from "@/i18n/i18n";
import { Button, useKeys } from "@/ui";
import { later } from "@/ui/later";
import { phoneNumber } from "@/ui/phone";
import { NOTHING, type About } from "@/followups/drafts";
import css from "@/followups/FollowUps.module.css";
import { useDraftOf, useDrafts } from "@/followups/useDrafts";
import { useDesk } from "./useDesk";
import { useWrapUp } from "./WrapUpContext";

const FollowUpForm = later(
  async () => (await import("@/followups/FollowUpForm")).FollowUpForm,
  true,
);

/** What a follow-up made now would be about: the call in hand, or nothing. */
function useAbout(): About {
  const { input } = useDesk();
  const { note } = useWrapUp();
  const { interaction } = input;
  if (!interaction || note?.interaction !== interaction.live.id) return NOTHING;
  const { live, contact, queue_name } = interaction;
  return {
    interaction: live.id,
    contact: contact?.id ?? null,
    who: contact?.name ?? (live.caller_name || phoneNumber(live.caller)),
    number: live.caller,
    queue: live.queue,
    queueName: queue_name,
  };
}

/** Opens the form, or goes to it where it is open already. */
export function useNewFollowUp(): () => void {
  const drafts = useDrafts();
  const about = useAbout();
  return () => {
    const field = document.querySelector<HTMLElement>("[data-follow-up]");
    if (field && drafts.of(about.interaction)?.open) field.focus();
    else drafts.open(about);
  };
}

/** The key of the whole desk, in a call and between calls. */
export function FollowUpKey() {
  const { t } = useI18n();
  const open = useNewFollowUp();
  useKeys([{ keys: "n", label: t("followUp.add"), group: "desk", run: open }]);
  return null;
}

/** The form of this call or of the free desk; and, in one line, what was typed and put aside. */
export function FollowUpPlace() {
  const { t } = useI18n();
  const drafts = useDrafts();
  const { interaction } = useAbout();
  const { own, left } = useDraftOf(interaction);
  // What a call left behind waits until the next one is over.
  const abandoned = interaction === "" ? left : null;
  const shown = [own, abandoned].find((draft) => draft?.open) ?? null;
  if (shown)
    return (
      <div className={css.quick}>
        <Suspense>
          <FollowUpForm key={shown.about.interaction} draft={shown} left={shown !== own} />
        </Suspense>
      </div>
    );
  const put = own ?? abandoned;
  if (!put) return null;
  return (
    <div className={css.unfinished}>
      <span className="muted">{t("followUp.unfinished", { text: put.text })}</span>
      <Button onClick={() => drafts.open(put.about)}>{t("followUp.continue")}</Button>
    </div>
  );
}
