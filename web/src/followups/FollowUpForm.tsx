import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import { changeFollowUp, createFollowUp, deleteFollowUp } from "@/api/follow-ups";
import { useMe } from "@/app/session";
import { useI18n } from "@/i18n/i18n";
import { FOLLOW_UPS_KEY } from "@/live/fresh-words";
import { Button, Input, Notice, Select, toasts } from "@/ui";
import { timeOfDay } from "@/ui/format";
import { nowMs } from "@/ui/ticker";
import { wishOf, type Drafts, type FollowUpDraft, type Missing } from "./drafts";
import css from "./FollowUps.module.css";
import { isHand, TEXT_LENGTH_MAX } from "./followups.model";
import { useDrafts } from "./useDrafts";
import { useHands, useWhyNot } from "./useDeeds";
import { WhenField } from "./WhenField";

/** Saves what the form says; what is missing or refused is said beside it, and nothing typed is lost. */
function useSave(draft: FollowUpDraft) {
  const { t, fmt } = useI18n();
  const me = useMe();
  const drafts = useDrafts();
  const queries = useQueryClient();
  const whyNot = useWhyNot();
  const [missing, setMissing] = useState<Missing | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const underWay = useRef(false);
  const refresh = () => void queries.invalidateQueries({ queryKey: [FOLLOW_UPS_KEY] });
  const save = async (): Promise<boolean> => {
    const wish = wishOf(draft, me.agent?.id ?? null, nowMs());
    if (typeof wish === "string") {
      setMissing(wish);
      return false;
    }
    // Whoever presses Enter twice promises it once.
    if (underWay.current) return false;
    underWay.current = true;
    try {
      const made = await (draft.made === null
        ? createFollowUp(wish)
        : changeFollowUp(draft.made, wish));
      drafts.saved(draft, made.id);
      const due = Date.parse(made.due_at);
      const when = { date: fmt.shortDate(due), time: timeOfDay(due) };
      toasts.show(t("followUp.saved", when), () => void deleteFollowUp(made.id).then(refresh));
      refresh();
      return true;
    } catch (error) {
      setRefused(whyNot(error));
      return false;
    } finally {
      underWay.current = false;
    }
  };
  const forget = () => {
    setMissing(null);
    setRefused(null);
  };
  return { missing, refused, save, forget };
}

/** Where one typed goes along when the form changes its place on the page, as at a hang-up. */
function useCaret(interaction: string) {
  const drafts = useDrafts();
  const field = useRef<HTMLInputElement>(null);
  const take = useEffectEvent(() => drafts.takeCaret(interaction));
  const keep = useEffectEvent((start: number, end: number) =>
    drafts.keepCaret({ interaction, start, end }),
  );
  useLayoutEffect(() => {
    const element = field.current;
    const caret = take();
    if (caret && element) {
      element.focus();
      element.setSelectionRange(caret.start, caret.end);
    }
    return () => {
      if (!element || document.activeElement !== element) return;
      keep(element.selectionStart ?? 0, element.selectionEnd ?? 0);
    };
  }, [interaction]);
  return field;
}

function Head({ draft, left }: { draft: FollowUpDraft; left: boolean }) {
  const { t } = useI18n();
  const { who } = draft.about;
  return (
    <div className={css.head}>
      <h3>{t("followUp.add")}</h3>
      {who !== "" && <span>{t("followUp.about", { who })}</span>}
      <span className={css.push} />
      <span className="faint detail">{t(left ? "followUp.left" : "followUp.kept")}</span>
    </div>
  );
}

function Deeds({ draft, onClose }: { draft: FollowUpDraft; onClose: () => void }) {
  const { t } = useI18n();
  const drafts = useDrafts();
  const discard = () => {
    drafts.forget(draft.about.interaction);
    toasts.show(t("followUp.discarded"), () => drafts.restore(draft));
  };
  return (
    <div className={css.row}>
      <Button kind="primary" type="submit" keyHint="↵">
        {t("followUp.save")}
      </Button>
      <Button keyHint="Esc" onClick={onClose}>
        {t("action.close")}
      </Button>
      <span className={css.push} />
      {draft.text.trim() !== "" && (
        <Button kind="quiet" onClick={discard}>
          {t("followUp.discard")}
        </Button>
      )}
    </div>
  );
}

type Said = Pick<ReturnType<typeof useSave>, "missing" | "refused">;

/** When, and by whom. */
function Choices({
  draft: { about, when, own, hand },
  said: { missing },
  onChange,
}: {
  draft: FollowUpDraft;
  said: Said;
  onChange: (part: Change) => void;
}) {
  const { t } = useI18n();
  const me = useMe();
  const hands = useHands(about.queueName);
  const mine = me.agent ? `agent:${me.agent.id}` : "";
  const wrongTime = missing === "due" || missing === "past";
  return (
    <div className={css.row}>
      <WhenField
        when={when}
        own={own}
        error={wrongTime ? t(`followUp.missing.${missing}`) : undefined}
        onChange={onChange}
      />
      <div className={css.grow}>
        <Select
          label={t("followUp.hand")}
          options={hands}
          value={hand === "" ? mine : hand}
          onChange={(event) => isHand(event.target.value) && onChange({ hand: event.target.value })}
        />
      </div>
    </div>
  );
}

type Change = Parameters<Drafts["change"]>[1];

/** A promise in two lines: what, until when, by whom. Everything typed is kept at once on this computer. */
export function FollowUpForm({ draft, left = false }: { draft: FollowUpDraft; left?: boolean }) {
  const { t } = useI18n();
  const drafts = useDrafts();
  const { interaction } = draft.about;
  const { save, forget, ...said } = useSave(draft);
  const field = useCaret(interaction);
  const place = useRef<HTMLFormElement>(null);
  const change = (part: Change) => {
    forget();
    drafts.change(interaction, part);
  };
  const close = () => drafts.close(interaction);
  // In a small window the form would open below what one sees.
  useEffect(() => {
    place.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <form
      ref={place}
      className={css.form}
      aria-label={t("followUp.add")}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        close();
      }}
    >
      <Head draft={draft} left={left} />
      <Input
        ref={field}
        data-follow-up
        label={t("followUp.text")}
        placeholder={t("followUp.placeholder")}
        maxLength={TEXT_LENGTH_MAX}
        value={draft.text}
        error={said.missing === "text" ? t("followUp.missing.text") : undefined}
        onChange={(event) => change({ text: event.target.value })}
      />
      <Choices draft={draft} said={said} onChange={change} />
      {said.refused !== null && <Notice tone="bad" title={said.refused} />}
      <Deeds draft={draft} onClose={close} />
    </form>
  );
}
