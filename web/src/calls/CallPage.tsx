import { IconClockPause, IconPhoneIncoming, IconPhoneOff, IconSitemap } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { ApiError } from "@/api/client";
import { fetchInteraction, type InteractionDetail } from "@/api/interactions";
import { TopBar } from "@/app/Shell";
import { OfCall } from "@/followups/OfCall";
import { useI18n } from "@/i18n/i18n";
import {
  Crumbs,
  EmptyState,
  ErrorState,
  Facts,
  Ribbon,
  Section,
  Sides,
  Skeleton,
  StateShape,
} from "@/ui";
import { duration, timeWithSeconds } from "@/ui/format";
import { phoneNumber } from "@/ui/phone";
import { nowMs } from "@/ui/ticker";
import { useCaller } from "./CallsTable";
import css from "./Calls.module.css";
import { Decisions } from "./Decisions";
import { OutcomeForm } from "./OutcomeForm";
import { Picture } from "./Picture";
import { Player, type Wish } from "./Player";
import { endOf, stepsOf, stretchesOf, summaryOf, type Mark, type Step } from "./story.model";

const route = getRouteApi("/shell/calls/$id");
/** While a call goes on or its recording is prepared, the page asks again. */
const REFRESH_MS = 3_000;

const ICON = { size: 16, stroke: 1.6, "aria-hidden": true } as const;
const MARKS: Record<Mark, ReactNode> = {
  arrived: <IconPhoneIncoming {...ICON} />,
  menu: <IconSitemap {...ICON} />,
  waiting: <IconClockPause {...ICON} />,
  ringing: <StateShape state="ringing" />,
  talking: <StateShape state="talking" size={12} />,
  hold: <StateShape state="hold" size={12} />,
  wrap_up: <StateShape state="wrap_up" />,
  ended: <IconPhoneOff {...ICON} />,
};

const goesOn = (call: InteractionDetail | undefined): boolean =>
  call !== undefined &&
  (call.ended_at === null ||
    call.segments.some((segment) => segment.ended_at === null) ||
    call.recording?.state === "recording" ||
    call.recording?.state === "transcoding");

function StepLine({ step }: { step: Step }) {
  return (
    <li className={css.step}>
      <time dateTime={new Date(step.at).toISOString()}>{timeWithSeconds(step.at)}</time>
      <span className={css.mark} data-tone={step.tone}>
        {MARKS[step.mark]}
      </span>
      <p>
        <b>{step.text}</b>
        {step.detail !== "" && <span className="muted"> {step.detail}</span>}
      </p>
      <span className={css.aside}>{step.aside}</span>
    </li>
  );
}

function Story({ call }: { call: InteractionDetail }) {
  const { t } = useI18n();
  const now = nowMs();
  const summary = summaryOf(call, t);
  const [wish, setWish] = useState<Wish | null>(null);
  return (
    <>
      <Section>
        <div className={css.wayHead}>
          <h2>{t("calls.way")}</h2>
          <span className="muted num detail">{summary}</span>
        </div>
        <Ribbon
          label={`${t("calls.way")}: ${summary}`}
          from={Date.parse(call.arrived_at)}
          to={endOf(call, now)}
          stretches={stretchesOf(call, now, t)}
          height={18}
          axis={6}
        />
      </Section>
      <Section>
        <Picture call={call} now={now} onListen={(seconds) => setWish({ seconds })} />
      </Section>
      <Section title={t("calls.recording")}>
        <Player recording={call.recording} wish={wish} />
      </Section>
      {call.offers.length > 0 && (
        <Section>
          <Decisions interaction={call.id} />
        </Section>
      )}
      <Section title={t("calls.story")}>
        <ol className={css.steps}>
          {stepsOf(call, t, phoneNumber(call.dialled)).map((step, index) => (
            <StepLine key={index} step={step} />
          ))}
        </ol>
      </Section>
    </>
  );
}

function SideFacts({ call }: { call: InteractionDetail }) {
  const { t, fmt } = useI18n();
  const caller = useCaller();
  const arrived = new Date(call.arrived_at);
  const time = (seconds: number | null) => (seconds === null ? null : duration(seconds));
  return (
    <Facts
      rows={[
        [
          t("calls.facts.contact"),
          call.contact ? (
            <Link to="/contacts/$id" params={{ id: String(call.contact.id) }}>
              {call.contact.name}
            </Link>
          ) : (
            <span className="faint">{t("calls.facts.noContact")}</span>
          ),
        ],
        [t("calls.facts.number"), caller(call).number],
        [t("card.from"), caller(call).from],
        [t("calls.facts.dialled"), phoneNumber(call.dialled)],
        [t("calls.facts.arrived"), `${fmt.longDate(arrived)}, ${timeWithSeconds(arrived)}`],
        [t("calls.facts.queue"), call.queue?.name],
        [t("calls.facts.agent"), call.agent?.name],
        [t("calls.facts.outcome"), t(`calls.outcome.${call.outcome}`)],
        [t("calls.facts.waited"), time(call.wait_seconds)],
        [t("calls.facts.talked"), call.outcome === "answered" ? time(call.talk_seconds) : null],
        [t("calls.facts.held"), call.hold_seconds ? time(call.hold_seconds) : null],
        [t("calls.facts.wrapUp"), call.wrap_up_seconds ? time(call.wrap_up_seconds) : null],
      ]}
    />
  );
}

export function CallPage() {
  const { t } = useI18n();
  const { id } = route.useParams();
  const caller = useCaller();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["interaction", id],
    queryFn: () => fetchInteraction(id),
    refetchInterval: (query) => (goesOn(query.state.data) ? REFRESH_MS : false),
  });
  const missing = error instanceof ApiError && (error.status === 404 || error.status === 403);
  return (
    <>
      <TopBar
        left={
          <Crumbs
            parent={<Link to="/calls">{t("calls.back")}</Link>}
            title={data ? caller(data).name : "…"}
          />
        }
      />
      {data ? (
        <Sides
          side={
            <>
              <Section title={t("calls.outcomeForm")}>
                <OutcomeForm key={data.id} call={data} />
              </Section>
              <OfCall interaction={data.id} />
              <Section title={t("calls.facts")}>
                <SideFacts call={data} />
              </Section>
            </>
          }
        >
          <Story call={data} />
        </Sides>
      ) : (
        <main>
          {isPending && <Skeleton />}
          {missing && (
            <EmptyState
              title={t("calls.notFound")}
              text={t("calls.notFound.text")}
              action={<Link to="/calls">{t("calls.back")}</Link>}
            />
          )}
          {error && !missing && (
            <ErrorState
              title={t("calls.failed")}
              text={t("calls.failed.text")}
              details={String(error)}
              onRetry={() => void refetch()}
            />
          )}
        </main>
      )}
    </>
  );
}
