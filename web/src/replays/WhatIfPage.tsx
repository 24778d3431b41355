import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError } from "@/api/client";
import { queues as queuesApi } from "@/api/configuration";
import {
  endReplay,
  fetchRecordedDays,
  fetchReplay,
  fetchReplays,
  orderReplay,
  type Replay,
} from "@/api/replays";
import { TopBar } from "@/app/Shell";
import { useI18n } from "@/i18n/i18n";
import {
  Button,
  Crumbs,
  EmptyState,
  ErrorState,
  LinkButton,
  Notice,
  Section,
  Skeleton,
} from "@/ui";
import { asOrder, changesSomething, type Wish } from "./replay.model";
import { Comparison } from "./Comparison";
import { WishForm } from "./WishForm";
import css from "./WhatIf.module.css";

const LOOK_MS = 1_000;
const isOpen = (state: string | undefined) => state === "waiting" || state === "running";

function Running({ replay, onCancel }: { replay: Replay; onCancel: () => void }) {
  const { t, fmt } = useI18n();
  return (
    <div className={css.running}>
      <progress
        max={1}
        value={replay.state === "waiting" ? 0 : replay.progress}
        aria-label={t("replays.progress")}
      />
      <span role="status">
        {replay.state === "waiting"
          ? t("replays.waiting")
          : t("replays.running", { share: fmt.percent(replay.progress) })}
      </span>
      <Button onClick={onCancel}>{t("replays.cancel")}</Button>
    </div>
  );
}

function Outcome({ id, onEnd }: { id: number; onEnd: () => void }) {
  const { t, locale } = useI18n();
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: ["replay", id, locale],
    queryFn: () => fetchReplay(id),
    refetchInterval: (query) => (isOpen(query.state.data?.state) ? LOOK_MS : false),
  });
  const end = useMutation({
    mutationFn: () => endReplay(id),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ["replay", id] });
      void client.invalidateQueries({ queryKey: ["replays"] });
      onEnd();
    },
  });
  if (!data) return <Skeleton />;
  if (isOpen(data.state)) return <Running replay={data} onCancel={() => end.mutate()} />;
  if (data.state === "failed") return <Notice tone="bad">{data.problem}</Notice>;
  if (data.state === "cancelled" || data.result === null)
    return <p className="muted">{t("replays.cancelled")}</p>;
  return <Comparison replay={data} />;
}

function Former({ shown, onShow }: { shown: number | null; onShow: (id: number) => void }) {
  const { t, fmt } = useI18n();
  const { data } = useQuery({ queryKey: ["replays"], queryFn: fetchReplays });
  if (!data || data.length === 0) return null;
  return (
    <Section title={t("replays.former")}>
      <ul className={css.former}>
        {data.map((one) => (
          <li key={one.id}>
            <LinkButton aria-current={one.id === shown || undefined} onClick={() => onShow(one.id)}>
              {t("replays.of", { day: fmt.longDate(new Date(`${one.day}T12:00:00`)) })}
            </LinkButton>{" "}
            <span className="faint detail">
              {t(`replays.state.${one.state}`)} · {one.asked_by}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Asking({ onOrdered }: { onOrdered: (id: number) => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const days = useQuery({ queryKey: ["replay-days"], queryFn: fetchRecordedDays });
  const queues = useQuery({ queryKey: [queuesApi.path], queryFn: () => queuesApi.all() });
  const [wish, setWish] = useState<Wish>({ day: "", version: "", queues: {} });
  const day = wish.day || (days.data?.[0]?.day ?? "");
  const order = useMutation({
    mutationFn: () => orderReplay(asOrder({ ...wish, day }, zone)),
    onSuccess: (replay) => {
      void client.invalidateQueries({ queryKey: ["replays"] });
      onOrdered(replay.id);
    },
  });
  if (days.isError || queues.isError)
    return (
      <ErrorState
        title={t("replays.failed")}
        text={t("replays.failed.text")}
        details={String(days.error ?? queues.error)}
        onRetry={() => void Promise.all([days.refetch(), queues.refetch()])}
      />
    );
  if (!days.data || !queues.data) return <Skeleton />;
  if (days.data.length === 0)
    return <EmptyState title={t("replays.empty")} text={t("replays.empty.text")} />;
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        order.mutate();
      }}
    >
      <WishForm
        wish={{ ...wish, day }}
        days={days.data}
        queues={queues.data.filter((queue) => queue.active)}
        onChange={setWish}
      />
      {!changesSomething(wish) && <p className="faint detail">{t("replays.nothing")}</p>}
      {order.error && (
        <Notice tone="bad">
          {order.error instanceof ApiError ? order.error.message : t("replays.failed.text")}
        </Notice>
      )}
      <Button type="submit" kind="primary">
        {t("replays.run")}
      </Button>
    </form>
  );
}

/** What if we had had three more agents on Monday? The day replayed by the real routing, side by side. */
export function WhatIfPage() {
  const { t } = useI18n();
  const [shown, setShown] = useState<number | null>(null);
  return (
    <>
      <TopBar
        left={
          <Crumbs
            parent={<Link to="/reports">{t("reports.title")}</Link>}
            title={t("replays.title")}
          />
        }
      />
      <main className={css.page}>
        <p className={css.lead}>{t("replays.lead")}</p>
        <Asking onOrdered={setShown} />
        {shown !== null && (
          <Section title={t("replays.result")}>
            <Outcome key={shown} id={shown} onEnd={() => undefined} />
          </Section>
        )}
        <Former shown={shown} onShow={setShown} />
      </main>
    </>
  );
}
