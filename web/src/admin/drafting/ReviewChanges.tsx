import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  beginDraft,
  makeChanges,
  previewChanges,
  type Effects,
  type WantedChange,
} from "@/api/drafts";
import { useI18n } from "@/i18n/i18n";
import { Button, Dialog, ErrorState, JudgementShape, Notice, Skeleton, toasts } from "@/ui";
import kit from "../kit/Kit.module.css";
import { refusalOf } from "../kit/useThing";
import { byThing } from "./byThing";
import { useDrafts } from "./DraftBar";
import css from "./Drafting.module.css";
import { EffectsList } from "./EffectsList";
import { draftMode, useDraftMode } from "./useDraftMode";

/** As many as the server takes at a time. */
const CHANGES_MAX = 500;

/** Things whose changes are told one by one; of the rest the number is. */
const THINGS_SHOWN_MAX = 100;

function Told({ effects, changes }: { effects: Effects; changes: readonly WantedChange[] }) {
  const { t } = useI18n();
  const ours = new Set(changes.map((one) => `${one.kind}/${one.id ?? 0}`));
  const things = byThing(effects.changes.filter((one) => ours.has(`${one.kind}/${one.id}`)));
  const refused = effects.refused.filter((one) => ours.has(`${one.kind}/${one.id}`));
  const rest = things.length - THINGS_SHOWN_MAX;
  return (
    <>
      {refused.map((one) => (
        <Notice key={one.place} tone="bad" title={one.detail} />
      ))}
      {refused.length === 0 && things.length === 0 && (
        <p className="muted">{t("drafting.review.nothing")}</p>
      )}
      <div className={css.diff} tabIndex={0} role="group" aria-label={t("drafting.review.list")}>
        {things.slice(0, THINGS_SHOWN_MAX).map((all) => (
          <section key={`${all[0]?.kind}/${all[0]?.id}`}>
            <h3>{all[0]?.name}</h3>
            <ul>
              {all.map((change) => (
                <li key={change.sentence}>{change.sentence}</li>
              ))}
            </ul>
          </section>
        ))}
        {rest > 0 && <p className="muted">{t("drafting.review.more", { count: rest })}</p>}
      </div>
      <section className={css.when}>
        <h3>{t("drafting.effects")}</h3>
        <EffectsList effects={effects} />
      </section>
    </>
  );
}

type Goal = "now" | "draft" | "new";

/** Makes the changes: at once, in the draft that collects, or in a new one, which collects from then on. */
function useMaking(
  changes: readonly WantedChange[],
  undo: readonly WantedChange[],
  onMade: () => void,
) {
  const { t, fmt } = useI18n();
  const client = useQueryClient();
  const draft = useDraftMode();
  const back = useMutation({
    mutationFn: () => makeChanges(undo, null),
    onSettled: () => client.invalidateQueries(),
    onError: (error) => toasts.show(refusalOf(error).detail ?? t("admin.kit.notSaved")),
  });
  return useMutation({
    mutationFn: async (goal: Goal) => {
      const into =
        goal === "new"
          ? (
              await beginDraft(
                t("drafting.newName", { date: fmt.longDate(new Date()) }).slice(0, 60),
              )
            ).id
          : goal === "draft"
            ? draft
            : null;
      await makeChanges(changes, into);
      return into;
    },
    onSuccess: async (into) => {
      if (into === null)
        toasts.show(
          t("drafting.review.made", { count: changes.length }),
          undo.length > 0 ? () => back.mutate() : undefined,
        );
      else {
        draftMode.choose(into);
        toasts.show(t("drafting.review.drafted", { count: changes.length }));
      }
      await client.invalidateQueries();
      onMade();
    },
  });
}

/** At once or into a draft, whichever is chosen above the rooms; or into a new one. */
function Ways({ busy, onPress }: { busy: boolean; onPress: (goal: Goal) => void }) {
  const { t } = useI18n();
  const draft = useDraftMode();
  const name = useDrafts().data?.find((one) => one.id === draft)?.name ?? "";
  if (draft !== null)
    return (
      <Button kind="primary" aria-busy={busy} onClick={() => onPress("draft")}>
        {t("drafting.review.into", { name })}
      </Button>
    );
  return (
    <>
      <Button aria-busy={busy} onClick={() => onPress("new")}>
        {t("drafting.review.new")}
      </Button>
      <Button kind="primary" aria-busy={busy} onClick={() => onPress("now")}>
        {t("drafting.review.now")}
      </Button>
    </>
  );
}

/** What many changes together would do, before they are made: all of them or none. */
export function ReviewChanges({
  changes,
  undo,
  onClose,
  onMade,
}: {
  changes: readonly WantedChange[];
  /** What takes them back once they were made at once. */
  undo: readonly WantedChange[];
  onClose: () => void;
  onMade: () => void;
}) {
  const { t } = useI18n();
  const draft = useDraftMode();
  const tooMany = changes.length > CHANGES_MAX;
  const preview = useQuery({
    queryKey: ["review", draft, JSON.stringify(changes)],
    queryFn: () => previewChanges(changes, draft),
    enabled: !tooMany,
    retry: false,
    gcTime: 0,
    staleTime: Infinity,
  });
  const make = useMaking(changes, undo, onMade);
  const right =
    preview.data !== undefined &&
    preview.data.refused.length === 0 &&
    preview.data.problems.length === 0;
  const press = (goal: Goal) => {
    if (!make.isPending) make.mutate(goal);
  };
  return (
    <Dialog
      open
      drawer
      title={t("drafting.review.title", { count: changes.length })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("drafting.review.back")}</Button>
          {right && <Ways busy={make.isPending} onPress={press} />}
        </>
      }
    >
      {tooMany && <Notice tone="bad" title={t("drafting.review.tooMany", { most: CHANGES_MAX })} />}
      {preview.isLoading && (
        <div role="status">
          <p className="muted">{t("drafting.preview")}</p>
          <Skeleton lines={[60, 80, 70]} />
        </div>
      )}
      {preview.isError && (
        <ErrorState
          title={t("drafting.review.failed")}
          text={refusalOf(preview.error).detail ?? t("admin.kit.failed.text")}
          details={String(preview.error)}
          onRetry={() => void preview.refetch()}
        />
      )}
      {preview.data && <Told effects={preview.data} changes={changes} />}
      {make.isError && (
        <p className={kit.refused} role="alert">
          <JudgementShape judgement="bad" size={11} />{" "}
          {refusalOf(make.error).detail ?? t("admin.kit.notSaved")}
        </p>
      )}
    </Dialog>
  );
}
