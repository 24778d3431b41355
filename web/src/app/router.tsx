import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Link,
  Outlet,
} from "@tanstack/react-router";
import { readWall } from "@/boards/wall.model";
import { readFilters } from "@/calls/filters.model";
import { useI18n } from "@/i18n/i18n";
import { readChoice } from "@/reports/choice.model";
import { Button, EmptyState, ErrorState } from "@/ui";
import { startFor } from "./places";
import { Redirect } from "./Redirect";
import { useMe } from "./session";
import { Shell } from "./Shell";
import { SignInPage } from "./SignInPage";

function NotFound() {
  const { t } = useI18n();
  return (
    <main>
      <EmptyState
        page
        title={t("notFound.title")}
        text={t("notFound.text")}
        action={<Link to="/">{t("notFound.action")}</Link>}
      />
    </main>
  );
}

function Crash({ error }: { error: unknown }) {
  const { t } = useI18n();
  return (
    <main>
      <ErrorState
        title={t("crash.title")}
        text={t("crash.text")}
        details={error instanceof Error ? (error.stack ?? error.message) : String(error)}
      />
      <div style={{ padding: "0 20px" }}>
        <Button onClick={() => location.reload()}>{t("crash.reload")}</Button>
      </div>
    </main>
  );
}

function Start() {
  return <Redirect to={startFor(useMe())} />;
}

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  component: SignInPage,
  validateSearch: (search: Record<string, unknown>): { next?: string } =>
    typeof search["next"] === "string" ? { next: search["next"] } : {},
});

const styleguide = createRoute({
  getParentRoute: () => root,
  path: "/styleguide",
  component: lazyRouteComponent(() => import("./styleguide/StyleguidePage"), "StyleguidePage"),
});

const shell = createRoute({ getParentRoute: () => root, id: "shell", component: Shell });

const start = createRoute({ getParentRoute: () => shell, path: "/", component: Start });

const desk = createRoute({
  getParentRoute: () => shell,
  path: "/desk",
  component: lazyRouteComponent(() => import("@/desk/DeskPage"), "DeskPage"),
});

const wallboard = createRoute({
  getParentRoute: () => shell,
  path: "/wallboard",
  component: lazyRouteComponent(() => import("@/wallboard/WallboardPage"), "WallboardPage"),
  validateSearch: readWall,
});

const board = createRoute({
  getParentRoute: () => shell,
  path: "/wallboard/$board",
  component: lazyRouteComponent(() => import("@/boards/BoardPage"), "BoardPage"),
  validateSearch: readWall,
});

const floor = createRoute({
  getParentRoute: () => shell,
  path: "/floor",
  component: lazyRouteComponent(() => import("@/floor/FloorPage"), "FloorPage"),
});

const alarms = createRoute({
  getParentRoute: () => shell,
  path: "/floor/alarms",
  component: lazyRouteComponent(() => import("@/alarms/AlarmsPage"), "AlarmsPage"),
});

const calls = createRoute({
  getParentRoute: () => shell,
  path: "/calls",
  component: lazyRouteComponent(() => import("@/calls/CallsPage"), "CallsPage"),
  validateSearch: readFilters,
});

const call = createRoute({
  getParentRoute: () => shell,
  path: "/calls/$id",
  component: lazyRouteComponent(() => import("@/calls/CallPage"), "CallPage"),
});

const followUps = createRoute({
  getParentRoute: () => shell,
  path: "/follow-ups",
  component: lazyRouteComponent(() => import("@/followups/FollowUpsPage"), "FollowUpsPage"),
});

const reports = createRoute({
  getParentRoute: () => shell,
  path: "/reports",
  component: lazyRouteComponent(() => import("@/reports/ReportsPage"), "ReportsPage"),
  validateSearch: readChoice,
});

const whatIf = createRoute({
  getParentRoute: () => shell,
  path: "/reports/what-if",
  component: lazyRouteComponent(() => import("@/replays/WhatIfPage"), "WhatIfPage"),
});

const contacts = createRoute({
  getParentRoute: () => shell,
  path: "/contacts",
  component: lazyRouteComponent(() => import("@/contacts/ContactsPage"), "ContactsPage"),
  validateSearch: (search: Record<string, unknown>): { search?: string } =>
    typeof search["search"] === "string" && search["search"] !== ""
      ? { search: search["search"] }
      : {},
});

const contact = createRoute({
  getParentRoute: () => shell,
  path: "/contacts/$id",
  component: lazyRouteComponent(() => import("@/contacts/ContactPage"), "ContactPage"),
});

const admin = createRoute({
  getParentRoute: () => shell,
  path: "/admin",
  component: () => <Redirect to="/admin/queues" />,
});

const adminRoom = createRoute({
  getParentRoute: () => shell,
  path: "/admin/$room",
  component: lazyRouteComponent(() => import("@/admin/AdminPage"), "AdminPage"),
});

const adminThing = createRoute({
  getParentRoute: () => shell,
  path: "/admin/$room/$id",
  component: lazyRouteComponent(() => import("@/admin/AdminPage"), "AdminPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    styleguide,
    shell.addChildren([
      start,
      desk,
      wallboard,
      board,
      floor,
      alarms,
      calls,
      call,
      followUps,
      reports,
      whatIf,
      contacts,
      contact,
      admin,
      adminRoom,
      adminThing,
    ]),
  ]),
  defaultPreload: "intent",
  defaultErrorComponent: Crash,
  defaultNotFoundComponent: NotFound,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
