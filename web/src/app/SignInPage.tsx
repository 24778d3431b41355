import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useRef, useState, type SyntheticEvent } from "react";
import { ApiError } from "@/api/client";
import { signIn, type Me } from "@/api/session";
import type { Key } from "@/i18n/catalogue";
import { useI18n } from "@/i18n/i18n";
import { Button, Input, Notice, Segmented } from "@/ui";
import { startFor } from "./places";
import { Redirect } from "./Redirect";
import { ME_KEY, useMeQuery } from "./session";
import { usePageTitle } from "./title";
import css from "./SignInPage.module.css";

type Failure = Extract<Key, "signIn.wrong" | "signIn.tooMany" | "signIn.unreachable">;

function failureOf(error: unknown): Failure {
  if (!(error instanceof ApiError)) return "signIn.unreachable";
  if (error.status === 429) return "signIn.tooMany";
  return error.status < 500 ? "signIn.wrong" : "signIn.unreachable";
}

/** An address inside this application, whatever the query says: never a way out to another site. */
const inside = (next: string | undefined, me: Me): string =>
  next !== undefined && /^\/(?![/\\])/.test(next) && next !== "/" ? next : startFor(me);

function useSignInForm() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { next } = useSearch({ from: "/sign-in" });
  const [missing, setMissing] = useState<"username" | "password" | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (form: HTMLFormElement) => {
    const data = new FormData(form);
    const username = data.get("username") as string;
    const password = data.get("password") as string;
    const absent = username.trim() === "" ? "username" : password === "" ? "password" : null;
    setMissing(absent);
    setFailure(null);
    if (absent) {
      form.querySelector<HTMLInputElement>(`[name=${absent}]`)?.focus();
      return;
    }
    setBusy(true);
    try {
      const me = await signIn(username.trim(), password);
      client.setQueryData(ME_KEY, me);
      await navigate({ href: inside(next, me), replace: true });
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  return { missing, failure, busy, submit };
}

export function SignInPage() {
  const { t, locale, setLocale } = useI18n();
  const me = useMeQuery();
  usePageTitle(t("signIn.title"));
  const form = useRef<HTMLFormElement>(null);
  const { missing, failure, busy, submit } = useSignInForm();
  if (me.data && !busy) return <Redirect to={startFor(me.data)} />;
  return (
    <main className={css.page}>
      <form
        ref={form}
        className={css.form}
        noValidate
        onSubmit={(event: SyntheticEvent<HTMLFormElement>) => {
          event.preventDefault();
          void submit(event.currentTarget);
        }}
      >
        <h1>{t("signIn.title")}</h1>
        {failure && (
          <div role="alert">
            <Notice tone="bad" title={t(failure)} />
          </div>
        )}
        <Input
          label={t("signIn.username")}
          name="username"
          autoComplete="username"
          autoFocus
          error={missing === "username" ? t("signIn.missing") : undefined}
        />
        <Input
          label={t("signIn.password")}
          name="password"
          type="password"
          autoComplete="current-password"
          error={missing === "password" ? t("signIn.missing") : undefined}
        />
        <Button kind="primary" type="submit" wide aria-disabled={busy}>
          {t("signIn.submit")}
        </Button>
        <p className="detail faint">{t("signIn.next")}</p>
      </form>
      <Segmented
        label={t("account.language")}
        value={locale}
        onChange={(value) => setLocale(value === "de" ? "de" : "en")}
        options={[
          { value: "en", label: "English" },
          { value: "de", label: "Deutsch" },
        ]}
      />
    </main>
  );
}
