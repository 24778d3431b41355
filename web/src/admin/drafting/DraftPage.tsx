import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import {
  changeDraft,
  draftPath,
  fetchOutlook,
  takeBack,
  type Draft,
  type Outlook,
} from "@/api/drafts";
import { useMay } from "@/app/session";
import { TopBar } from "@/app/Shell";
import { useI18n } from "@/i18n/i18n";
import {
  Button,
  Chip,
  Crumbs,
  EmptyState,
  ErrorState,
  Input,
  JudgementShape,
  LinkButton,
  Notice,
  Skeleton,
  toasts,
} from "@/ui";
import kit from "../kit/Kit.module.css";
import { refusalOf } from "../kit/useThing";
import { byThing } from "./byThing";
import { useDrafts } from "./DraftBar";
import css from "./Drafting.module.css";
import { Discard, Publish } from "./DraftPublishing";
import { moment } from "./moment";
import { EffectsList } from "./EffectsList";
import { draftMode, useDraftMode } from "./useDraftMode";

function Wanted({ draft, outlook, edits }: { draft: Draft; outlook: Outlook; edits: boolean }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const back = useMutation({
    mutationFn: ({ kind, id }: { kind: string; id: number }) => takeBack(draft.id, kind, id),
    onSuccess: () => client.invalidateQueries(),
    onError: (error) => toasts.show(refusalOf(error).detail ?? t("admin.kit.notSaved")),
  });
  const { changes, refused } = outlook.effects;
  if (changes.length === 0 && refused.length === 0)
    return <EmptyState title={t("drafting.draft.empty")} text={t("drafting.draft.empty.text")} />;
  return (
    <>
      {refused.map((one) => (
        <div key={one.place} className={css.fail}>
          <Notice
            tone="bad"
            title={one.detail}
            aside={
              edits && (
                <Button onClick={() => back.mutate({ kind: one.kind, id: one.id })}>
                  {t("drafting.takeBack")}
                </Button>
              )
            }
          />
        </div>
      ))}
      {byThing(changes).map((all) => {
        const first = all[0];
        if (first === undefined) return null;
        return (
          <section key={`${first.kind}/${first.id}`} className={css.thing}>
            <header>
              <h2>
                {first.name !== "" && <b>{first.name}</b>}{" "}
                <span className="faint detail">{t(`admin.${first.kind}`)}</span>
              </h2>
              {edits && (
                <LinkButton
                  aria-label={`${t("drafting.takeBack")}: ${first.name}`}
                  onClick={() => back.mutate({ kind: first.kind, id: first.id })}
                >
                  {t("drafting.takeBack")}
                </LinkButton>
              )}
            </header>
            <ul>
              {all.map((change) => (
                <li key={change.sentence}>{change.sentence}</li>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

function Scheduled({ draft, edits }: { draft: Draft; edits: boolean }) {
  const { t, fmt } = useI18n();
  const client = useQueryClient();
  const stop = useMutation({
    mutationFn: () => changeDraft(draft.id, { publish_at: null }),
    onSuccess: () => client.invalidateQueries(),
  });
  if (draft.failure !== "")
    return (
      <div className={css.fail}>
        <Notice tone="bad" title={t("drafting.failed")}>
          {draft.failure}
        </Notice>
      </div>
    );
  if (draft.publish_at === null) return null;
  const words = {
    at: moment(fmt, draft.publish_at),
    name: draft.scheduled_by ?? t("admin.configuration.system"),
  };
  return (
    <div className={css.fail}>
      <Notice
        tone="neutral"
        title={t("drafting.scheduled", words)}
        aside={edits && <Button onClick={() => stop.mutate()}>{t("drafting.unschedule")}</Button>}
      />
    </div>
  );
}

function Name({ draft, edits }: { draft: Draft; edits: boolean }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [name, setName] = useState(draft.name);
  const save = useMutation({
    mutationFn: () => changeDraft(draft.id, { name }),
    onSuccess: () => client.invalidateQueries(),
    onError: (error) => toasts.show(refusalOf(error).detail ?? t("admin.kit.notSaved")),
  });
  return (
    <Input
      label={t("admin.field.name")}
      value={name}
      maxLength={60}
      disabled={!edits}
      onChange={(event) => setName(event.target.value)}
      onBlur={() => {
        if (name.trim() === "") setName(draft.name);
        else if (name !== draft.name) save.mutate();
      }}
    />
  );
}

function Beside({
  draft,
  outlook,
  edits,
}: {
  draft: Draft;
  outlook: Outlook | undefined;
  edits: boolean;
}) {
  const { t } = useI18n();
  return (
    <aside className={css.side}>
      <section className={kit.teach}>
        <Name key={draft.name} draft={draft} edits={edits} />
      </section>
      {outlook && (
        <section className={kit.teach}>
          <h2>{t("drafting.effects")}</h2>
          <EffectsList effects={outlook.effects} />
        </section>
      )}
      {outlook && outlook.overtaken.length > 0 && (
        <section className={kit.teach}>
          <h2>{t("drafting.overtaken")}</h2>
          <ul className={kit.effects}>
            {outlook.overtaken.map((change) => (
              <li key={change.sentence} data-tone="warn">
                <JudgementShape judgement="warn" size={11} />
                <span>{change.sentence}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}

function Actions({ draft, outlook }: { draft: Draft; outlook: Outlook | undefined }) {
  const { t } = useI18n();
  const here = useDraftMode() === draft.id;
  return (
    <>
      <Discard draft={draft} />
      <Button onClick={() => draftMode.choose(here ? null : draft.id)}>
        {here ? t("drafting.leave") : t("drafting.enter")}
      </Button>
      <Publish draft={draft} outlook={outlook} />
    </>
  );
}

/** One draft: what it holds, what that would do, and publishing it now or later. */
export function DraftPage({ id }: { id: number }) {
  const { t } = useI18n();
  const edits = useMay()("configuration.edit");
  const chosen = useDraftMode();
  const drafts = useDrafts();
  const outlook = useQuery({
    queryKey: [draftPath(id), "outlook"],
    queryFn: () => fetchOutlook(id),
    enabled: drafts.isSuccess,
    staleTime: 0,
  });
  const draft = drafts.data?.find((one) => one.id === id);
  const list = (
    <Link to="/admin/$room" params={{ room: "drafts" }}>
      {t("admin.drafts")}
    </Link>
  );
  return (
    <>
      <TopBar
        left={
          <>
            <Crumbs parent={list} title={draft?.name ?? "…"} />
            {chosen === id && <Chip tone="warn">{t("drafting.collecting")}</Chip>}
          </>
        }
        right={edits && draft && <Actions draft={draft} outlook={outlook.data} />}
      />
      {drafts.isSuccess && !draft && (
        <EmptyState title={t("admin.kit.gone")} text={t("drafting.gone")} action={list} />
      )}
      {drafts.isError && (
        <ErrorState
          title={t("admin.kit.failed")}
          text={t("admin.kit.failed.text")}
          details={String(drafts.error)}
          onRetry={() => void drafts.refetch()}
        />
      )}
      {draft && (
        <div className={css.draft}>
          <div className={css.wanted}>
            <Scheduled draft={draft} edits={edits} />
            {outlook.isPending && <Skeleton />}
            {outlook.isError && (
              <ErrorState
                title={t("admin.kit.failed")}
                text={t("admin.kit.failed.text")}
                details={String(outlook.error)}
                onRetry={() => void outlook.refetch()}
              />
            )}
            {outlook.data && <Wanted draft={draft} outlook={outlook.data} edits={edits} />}
          </div>
          <Beside draft={draft} outlook={outlook.data} edits={edits} />
        </div>
      )}
    </>
  );
}
