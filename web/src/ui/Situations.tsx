import { useEffect, useState, type ReactNode } from "react";
import { useI18n } from "@/i18n/i18n";
import { Button } from "./Button";
import css from "./Situations.module.css";
import { JudgementShape, type Judgement } from "./StateShape";

/** Nothing here: says why, and what to do next. No picture. */
export function EmptyState({
  title,
  text,
  action,
  page = false,
}: {
  title: string;
  text?: ReactNode;
  action?: ReactNode;
  /** It is all there is on the page, so its title is the page's heading. */
  page?: boolean;
}) {
  const Title = page ? "h1" : "p";
  return (
    <div className={css.situation}>
      <Title className={css.title}>{title}</Title>
      {text !== undefined && <p className="muted">{text}</p>}
      {action}
    </div>
  );
}

/** What failed, what is not affected, what we do about it, what you can do. */
export function ErrorState({
  title,
  text,
  details,
  onRetry,
  retryLabel,
}: {
  title: string;
  text: ReactNode;
  /** For whoever helps: code, address, time. */
  details?: string | undefined;
  onRetry?: (() => void) | undefined;
  retryLabel?: string;
}) {
  const { t } = useI18n();
  const [copied, setCopied] = useState(false);
  return (
    <div className={css.situation} role="alert">
      <JudgementShape judgement="bad" size={18} />
      <p className={css.title}>{title}</p>
      <p className="muted">{text}</p>
      <div className={css.actions}>
        {onRetry && <Button onClick={onRetry}>{retryLabel ?? t("action.tryNow")}</Button>}
        {details !== undefined && (
          <Button
            kind="quiet"
            onClick={() => void navigator.clipboard.writeText(details).then(() => setCopied(true))}
          >
            {copied ? t("action.copied") : t("action.copyDetails")}
          </Button>
        )}
      </div>
    </div>
  );
}

const SKELETON_AFTER_MS = 200;

/** The shape of what comes, shown only when it takes longer than 200 ms; never over content that is there. */
export function Skeleton({ lines = [40, 70, 55] }: { lines?: readonly number[] }) {
  const { t } = useI18n();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), SKELETON_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <div className={css.skeleton} role="status" aria-label={t("loading.label")}>
      {lines.map((width, index) => (
        <span key={index} style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}

/** A sentence on a soft ground. */
export function Notice({
  tone,
  title,
  children,
  aside,
}: {
  tone: Judgement | "neutral";
  title?: ReactNode;
  children?: ReactNode;
  aside?: ReactNode;
}) {
  return (
    <div className={css.notice} data-tone={tone}>
      <div>
        {title !== undefined && (
          <p className={css.noticeTitle}>
            {tone !== "neutral" && <JudgementShape judgement={tone} size={12} />}
            {title}
          </p>
        )}
        {children !== undefined && <p className={css.noticeText}>{children}</p>}
      </div>
      {aside}
    </div>
  );
}
