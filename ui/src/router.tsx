//! Which address shows what. Filters and selections live in typed search params, so that "back" works
//! and a state can be opened directly. Pages get everything by props and know no route.
//!
//! A search is parsed once more where it is used: `validateSearch` types it, but what it drops from an address
//! comes back through the root route, which keeps the raw one.

import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  notFound,
  Outlet,
  type RouterHistory,
} from "@tanstack/react-router";
import type { ReactNode } from "react";
import { parseActivitySearch } from "./features/activity/search";
import { parseConnectSearch } from "./features/connect/search";
import { parseHomeSearch } from "./features/home/search";
import { parseLicencesSearch } from "./features/licences/search";
import { parseOrganizationsSearch } from "./features/organizations/search";
import { parseProgramSettingsSearch, parseSettingsSearch } from "./features/settings/search";
import { StartPage } from "./features/start/StartPage";
import { parseTicketsSearch } from "./features/tickets/search";
import {
  ActivityPage,
  ConnectPage,
  HomePage,
  LicencesPage,
  type Loadable,
  OrganizationsPage,
  ProblemsPage,
  ProgramSettingsPage,
  RevokedPage,
  SettingsPage,
  TicketsPage,
  useRead,
  VerifyPage,
} from "./later";
import { BareWindow } from "./shell/BareWindow";
import { CommandCenter } from "./shell/commands/CommandCenter";
import { NothingHere, PageFailure } from "./shell/PageFailure";
import { ProfileWindow } from "./shell/ProfileWindow";
import { useGo } from "./shell/useGo";

const root = createRootRoute({
  notFoundComponent: NothingHere,
  component: function Root() {
    return (
      <CommandCenter>
        <Outlet />
      </CommandCenter>
    );
  },
});

const bare = createRoute({ getParentRoute: () => root, id: "bare", component: BareWindow });

const start = createRoute({
  getParentRoute: () => bare,
  path: "/",
  component: function Start() {
    return <StartPage onGo={useGo()} />;
  },
});

const connect = createRoute({
  getParentRoute: () => bare,
  path: "/connect",
  validateSearch: parseConnectSearch,
  component: withPage(ConnectPage, function Connect() {
    const search = parseConnectSearch(connect.useSearch());
    const navigate = connect.useNavigate();
    return (
      <ConnectPage
        search={search}
        onSearch={(next, { replace }) => void navigate({ search: next, replace })}
        onGo={useGo()}
      />
    );
  }),
});

const programSettings = createRoute({
  getParentRoute: () => bare,
  path: "/settings",
  validateSearch: parseProgramSettingsSearch,
  component: withPage(ProgramSettingsPage, function ProgramSettings() {
    const search = parseProgramSettingsSearch(programSettings.useSearch());
    return <ProgramSettingsPage search={search} onGo={useGo()} />;
  }),
});

const profile = createRoute({
  getParentRoute: () => root,
  path: "/profiles/$profileId",
  params: {
    parse: ({ profileId }) => {
      const id = Number(profileId);
      if (!Number.isInteger(id) || id < 1) throw notFound();
      return { profileId: id };
    },
    stringify: ({ profileId }) => ({ profileId: String(profileId) }),
  },
  component: function Profile() {
    const { profileId } = profile.useParams();
    return <ProfileWindow key={profileId} profileId={profileId} />;
  },
});

const home = createRoute({
  getParentRoute: () => profile,
  path: "/home",
  validateSearch: parseHomeSearch,
  component: inWindow(HomePage, function Home() {
    const { profileId } = home.useParams();
    const navigate = home.useNavigate();
    const go = useGo();
    return (
      <HomePage
        profileId={profileId}
        search={parseHomeSearch(home.useSearch())}
        onSearch={(next) => void navigate({ search: next, replace: true })}
        onGo={(to) => go({ ...to, profile: profileId })}
      />
    );
  }),
});

const organizations = createRoute({
  getParentRoute: () => profile,
  path: "/organizations",
  validateSearch: parseOrganizationsSearch,
  component: inWindow(OrganizationsPage, function Organizations() {
    const { profileId } = organizations.useParams();
    const navigate = organizations.useNavigate();
    const go = useGo();
    return (
      <OrganizationsPage
        profileId={profileId}
        search={parseOrganizationsSearch(organizations.useSearch())}
        onSearch={(next, { replace }) => void navigate({ search: next, replace })}
        onGo={(to) => go({ ...to, profile: profileId })}
      />
    );
  }),
});

const tickets = createRoute({
  getParentRoute: () => profile,
  path: "/tickets",
  validateSearch: parseTicketsSearch,
  component: inWindow(TicketsPage, function Tickets() {
    const { profileId } = tickets.useParams();
    const navigate = tickets.useNavigate();
    const go = useGo();
    return (
      <TicketsPage
        profileId={profileId}
        search={parseTicketsSearch(tickets.useSearch())}
        onSearch={(next, { replace }) => void navigate({ search: next, replace })}
        onGo={(to) => go({ ...to, profile: profileId })}
      />
    );
  }),
});

const problems = createRoute({
  getParentRoute: () => profile,
  path: "/problems",
  component: inWindow(ProblemsPage, function Problems() {
    const { profileId } = problems.useParams();
    const go = useGo();
    return <ProblemsPage profileId={profileId} onGo={(to) => go({ ...to, profile: profileId })} />;
  }),
});

const activity = createRoute({
  getParentRoute: () => profile,
  path: "/activity",
  validateSearch: parseActivitySearch,
  component: inWindow(ActivityPage, function Activity() {
    const { profileId } = activity.useParams();
    const navigate = activity.useNavigate();
    const go = useGo();
    return (
      <ActivityPage
        profileId={profileId}
        search={parseActivitySearch(activity.useSearch())}
        onPlan={(plan) => go({ page: "licences", profile: profileId, plan })}
        onSearch={(next, { replace }) => void navigate({ search: next, replace })}
      />
    );
  }),
});

const licences = createRoute({
  getParentRoute: () => profile,
  path: "/licences",
  validateSearch: parseLicencesSearch,
  component: inWindow(LicencesPage, function Licences() {
    const { profileId } = licences.useParams();
    const navigate = licences.useNavigate();
    const go = useGo();
    return (
      <LicencesPage
        profileId={profileId}
        search={parseLicencesSearch(licences.useSearch())}
        onSearch={(next, { replace }) => void navigate({ search: next, replace })}
        onGo={(to) => go({ ...to, profile: profileId })}
      />
    );
  }),
});

const verify = createRoute({
  getParentRoute: () => profile,
  path: "/verify",
  component: inWindow(VerifyPage, function Verify() {
    const { profileId } = verify.useParams();
    const go = useGo();
    return <VerifyPage profileId={profileId} onGo={(to) => go({ ...to, profile: profileId })} />;
  }),
});

const settings = createRoute({
  getParentRoute: () => profile,
  path: "/settings",
  validateSearch: parseSettingsSearch,
  component: inWindow(SettingsPage, function Settings() {
    const { profileId } = settings.useParams();
    const navigate = settings.useNavigate();
    return (
      <SettingsPage
        profileId={profileId}
        search={parseSettingsSearch(settings.useSearch())}
        onSearch={(next) => void navigate({ search: next, replace: true })}
        onGo={useGo()}
      />
    );
  }),
});

const revoked = createRoute({
  getParentRoute: () => profile,
  path: "/revoked",
  component: inWindow(RevokedPage, function Revoked() {
    const { profileId } = revoked.useParams();
    const go = useGo();
    return <RevokedPage profileId={profileId} onHome={() => go({ page: "home", profile: profileId })} />;
  }),
});

const routeTree = root.addChildren([
  bare.addChildren([start, connect, programSettings]),
  profile.addChildren([
    home,
    organizations,
    tickets,
    licences,
    problems,
    activity,
    verify,
    settings,
    revoked,
  ]),
]);

/** The component of a route, drawn once the page in it has been read; until then the last page stays. */
function withPage<Route extends () => ReactNode>(page: Loadable, route: Route) {
  return Object.assign(route, { preload: async () => page.preload?.() });
}

/** The component of a route within the window of a profile, which does not wait for it: it stands there first. */
function inWindow(page: Loadable, Page: () => ReactNode) {
  return function InWindow() {
    return useRead(page) && <Page />;
  };
}

/** Addresses stand behind `#`: the page is one file of the program, whatever its place in the program is. */
export function createPageRouter(history: RouterHistory = createHashHistory()) {
  return createRouter({
    routeTree,
    history,
    defaultErrorComponent: PageFailure,
    defaultPreload: false,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createPageRouter>;
  }
}
