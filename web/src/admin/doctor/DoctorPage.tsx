import { useQuery } from "@tanstack/react-query";
import { examine, type Examination, type Finding } from "@/api/doctor";
import { useMay } from "@/app/session";
import { TopBar } from "@/app/Shell";
import { useI18n } from "@/i18n/i18n";
import { Button, Crumbs, EmptyState, ErrorState, JudgementShape, Skeleton } from "@/ui";
import { microphone, secure, socket, type BrowserFinding } from "./browser";
import css from "./Doctor.module.css";

const GROUPS = ["center", "trunks", "network", "certificate", "storage"] as const;

/** Where a phone in this browser would register (the same rule as the server's). */
const socketAddress = ({ ws_port, wss_port }: Examination): string =>
  location.protocol === "https:"
    ? `wss://${location.hostname}:${wss_port}/ws`
    : `ws://${location.hostname}:${ws_port}/ws`;

interface Line {
  key: string;
  tone: Finding["tone"];
  title: string;
  found: string;
  advice: string;
}

export function Lines({ all }: { all: readonly Line[] }) {
  const { t } = useI18n();
  return (
    <ul className={css.lines}>
      {all.map((one) => (
        <li key={one.key} data-tone={one.tone}>
          <span className={css.shape}>
            {one.tone === "unknown" ? (
              <span aria-label={t("doctor.tone.unknown")} role="img">
                ?
              </span>
            ) : (
              <JudgementShape judgement={one.tone} size={12} label={t(`doctor.tone.${one.tone}`)} />
            )}
          </span>
          <b>{one.title}</b>
          <span>
            {one.found}
            {one.advice !== "" && one.tone !== "good" && (
              <span className={css.advice}>{one.advice}</span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The findings of a part of the examination, ready to be drawn. */
export const linesOf = ({ findings }: Examination, wanted: (finding: Finding) => boolean): Line[] =>
  findings
    .filter(wanted)
    .map((one, place) => ({ ...one, key: `${place}/${one.code}/${one.title}` }));

/** The microphone, the page, and the way to the telephone system, as this browser finds them. */
function useBrowser(examination: Examination | undefined) {
  const { t } = useI18n();
  const { data, refetch } = useQuery({
    queryKey: ["doctor", "browser"],
    queryFn: (): Promise<BrowserFinding[]> =>
      Promise.all([
        Promise.resolve(secure(window.isSecureContext)),
        // Not there on an insecure page, whatever the types say.
        microphone(navigator.mediaDevices as MediaDevices | undefined),
        ...(examination ? [socket(socketAddress(examination))] : []),
      ]),
    enabled: examination !== undefined,
    staleTime: 0,
    gcTime: 0,
  });
  const lines = (data ?? []).map((one): Line => {
    const found = `${one.code}.${one.state}` as
      | "microphone.yes"
      | "microphone.none"
      | "microphone.refused"
      | "secure.yes"
      | "secure.no"
      | "socket.yes"
      | "socket.silent"
      | "socket.refused";
    return {
      key: one.code,
      tone: one.tone,
      title: t(`doctor.${one.code}`),
      found: t(`doctor.${found}`),
      advice: t(`doctor.${one.code}.advice`),
    };
  });
  return { lines, again: () => void refetch() };
}

/** What is well and what is not, and what to do: asked of the server and looked at in this browser. */
export function DoctorPage() {
  const { t } = useI18n();
  const edits = useMay()("configuration.edit");
  const found = useQuery({
    queryKey: ["doctor"],
    queryFn: examine,
    enabled: edits,
    staleTime: 0,
    refetchOnWindowFocus: false,
    retry: false,
  });
  const browser = useBrowser(found.data);
  const again = () => {
    void found.refetch();
    browser.again();
  };
  const all = [...(found.data?.findings ?? []), ...browser.lines];
  const bad = all.filter((one) => one.tone === "bad").length;
  const warn = all.filter((one) => one.tone === "warn").length;
  return (
    <>
      <TopBar
        left={<Crumbs title={t("admin.doctor")} />}
        right={
          edits && (
            <Button aria-busy={found.isFetching} onClick={again}>
              {t("doctor.again")}
            </Button>
          )
        }
      />
      <div className={css.page} role="region" aria-label={t("admin.doctor")} tabIndex={0}>
        {!edits && <EmptyState title={t("doctor.notYours")} text={t("doctor.notYours.text")} />}
        {edits && found.isPending && (
          <>
            <p className="muted">{t("doctor.asking")}</p>
            <Skeleton lines={[60, 80, 70, 75]} />
          </>
        )}
        {found.isError && (
          <ErrorState
            title={t("doctor.failed")}
            text={t("admin.kit.failed.text")}
            details={String(found.error)}
            onRetry={again}
          />
        )}
        {found.data && (
          <>
            <p className={css.sum} role="status">
              {bad + warn === 0
                ? t("doctor.well")
                : t("doctor.sum", { bad: t("doctor.bad", { count: bad }), warn })}
            </p>
            {GROUPS.map((group) => (
              <section key={group}>
                <h2>{t(`doctor.group.${group}`)}</h2>
                <Lines all={linesOf(found.data, (one) => one.group === group)} />
              </section>
            ))}
            <section>
              <h2>{t("doctor.group.browser")}</h2>
              <Lines all={browser.lines} />
            </section>
          </>
        )}
      </div>
    </>
  );
}
