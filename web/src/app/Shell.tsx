import {
  IconAddressBook,
  IconAdjustmentsHorizontal,
  IconBuildingCommunity,
  IconClipboardText,
  IconClipboardCheck,
  IconHeadset,
  IconHelp,
  IconLayoutDashboard,
  IconPhone,
  IconSearch,
} from "@tabler/icons-react";
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { Suspense, useEffect, useState, type ReactNode } from "react";
import { OfficeWords, useI18n } from "@/i18n/i18n";
import {
  EmptyState,
  ErrorState,
  Hint,
  IconButton,
  KeyHelp,
  Skeleton,
  ToastLine,
  useKeys,
} from "@/ui";
import { keepLive, live } from "@/live/browser";
import { keepWordsFresh } from "@/live/fresh-words";
import { AccountMenu } from "./AccountMenu";
import { PaletteHost, paletteDoor } from "./palette/PaletteDoor";
import { mayOpen, placeOf, placesFor, type Place } from "./places";
import { Redirect } from "./Redirect";
import { MeContext, useMe, useMeQuery } from "./session";
import { SignedOut } from "./SignedOut";
import { usePageTitle } from "./title";
import { later } from "@/ui/later";
import css from "./Shell.module.css";

const ICONS = {
  desk: IconHeadset,
  wallboard: IconLayoutDashboard,
  floor: IconBuildingCommunity,
  calls: IconPhone,
  "follow-ups": IconClipboardCheck,
  contacts: IconAddressBook,
  reports: IconClipboardText,
  admin: IconAdjustmentsHorizontal,
} satisfies Record<Place["key"], unknown>;

/** The telephone of an agent; nobody else loads it. */
const AgentCompanion = later(async () => (await import("@/desk/AgentCompanion")).AgentCompanion);

function Mark() {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden>
      <rect width="22" height="22" rx="6" fill="var(--ink)" />
      <g fill="var(--canvas)">
        <rect x="5" y="8" width="2" height="6" rx="1" />
        <rect x="10" y="5" width="2" height="12" rx="1" />
        <rect x="15" y="7" width="2" height="8" rx="1" />
      </g>
    </svg>
  );
}

function Rail({ onHelp }: { onHelp: () => void }) {
  const { t } = useI18n();
  const places = placesFor(useMe());
  return (
    <nav className={css.rail} aria-label={t("nav.label")}>
      <Link to="/" className={css.mark} aria-label={t("app.name")}>
        <Mark />
      </Link>
      {places.map((place) => {
        const Icon = ICONS[place.key];
        return (
          <Hint key={place.key} text={t(`nav.${place.key}`)} side="right">
            <Link to={place.to} className={css.place} aria-label={t(`nav.${place.key}`)}>
              <Icon size={20} stroke={1.6} />
            </Link>
          </Hint>
        );
      })}
      <span className={css.push} />
      <IconButton
        label={t("palette.title")}
        keyHint="Ctrl K"
        side="right"
        onClick={() => paletteDoor.set(true)}
      >
        <IconSearch size={20} stroke={1.6} />
      </IconButton>
      <IconButton label={t("nav.keys")} keyHint="?" side="right" onClick={onHelp}>
        <IconHelp size={20} stroke={1.6} />
      </IconButton>
    </nav>
  );
}

/** The line above a page: what it is at the left, what one can do at the right, the account at the end. */
export function TopBar({
  left,
  middle,
  right,
}: {
  left: ReactNode;
  middle?: ReactNode;
  right?: ReactNode;
}) {
  return (
    <header className={css.top}>
      <div className={css.topLeft}>{left}</div>
      {middle !== undefined && <div className={css.topMiddle}>{middle}</div>}
      <div className={css.topRight}>
        {right}
        <AccountMenu />
      </div>
    </header>
  );
}

/** Only the desk does without the words of the offices. */
const Words = ({ desk, children }: { desk: boolean; children: ReactNode }) =>
  desk ? children : <OfficeWords>{children}</OfficeWords>;

const refresh = (queries: QueryClient, key: string) =>
  void queries.invalidateQueries({ queryKey: [key] });

function Rooms() {
  const { t } = useI18n();
  const me = useMe();
  const { pathname } = useLocation();
  const place = placeOf(pathname);
  usePageTitle(place ? t(`nav.${place.key}`) : "");
  const [help, setHelp] = useState(false);
  const queries = useQueryClient();
  useEffect(() => keepLive(), []);
  useEffect(() => keepWordsFresh(live.onNews, (key) => refresh(queries, key)), [queries]);
  const showHelp = () => setHelp(true);
  useKeys([
    { keys: "?", label: t("keys.help"), group: "everywhere", run: showHelp },
    // For whoever has switched single characters off.
    { keys: "Ctrl+/", label: t("keys.help"), group: "everywhere", run: showHelp },
  ]);
  return (
    <div className={css.shell}>
      <a href="#content" className={css.skip}>
        {t("app.skip")}
      </a>
      <Rail onHelp={() => setHelp(true)} />
      <div id="content" className={css.content} tabIndex={-1}>
        <SignedOut />
        {me.agent && (
          <Suspense>
            <AgentCompanion />
          </Suspense>
        )}
        {mayOpen(me, pathname) ? (
          <Words desk={pathname.startsWith("/desk")}>
            <Outlet />
          </Words>
        ) : (
          <>
            <TopBar left={null} />
            <main>
              <EmptyState page title={t("forbidden.title")} text={t("forbidden.text")} />
            </main>
          </>
        )}
      </div>
      <PaletteHost />
      <KeyHelp open={help} onClose={() => setHelp(false)} />
      <ToastLine />
    </div>
  );
}

/** Everything behind the sign-in. */
export function Shell() {
  const { t } = useI18n();
  const { href } = useLocation();
  const me = useMeQuery();
  if (me.isPending)
    return (
      <main>
        <h1 className="visually-hidden">{t("app.name")}</h1>
        <Skeleton />
      </main>
    );
  if (me.isError) {
    return (
      <ErrorState
        title={t("error.network")}
        text={t("signIn.unreachable")}
        details={String(me.error)}
        onRetry={() => void me.refetch()}
      />
    );
  }
  if (!me.data) return <Redirect to="/sign-in" next={href} />;
  return (
    <MeContext value={me.data}>
      <Rooms />
    </MeContext>
  );
}
