import { type Component, watch } from 'vue';
import { createRouter, createWebHistory, type RouteLocationNormalized, type RouteMeta } from 'vue-router';
import type { PlainKey } from '../locales/message-types.ts';
import { i18n } from '../shared/i18n/i18n.ts';
import { withTexts } from '../shared/i18n/load-texts.ts';
import { t } from '../shared/i18n/t.ts';
import { guardPages } from './guard-pages.ts';
import { pageLoader, recoverLostPages } from './lost-page.ts';

declare module 'vue-router' {
  interface RouteMeta {
    title: PlainKey;
    /** `out`: only for visitors who are not signed in. `any`: for everyone. Default: members of the workspace. */
    access?: 'out' | 'any' | 'signed-in';
    /** For installation admins; for others it looks like a page that does not exist. */
    installation?: boolean;
    /** Without the app's navigation, and without a workspace in its address. */
    bare?: boolean;
  }
}

const OUT = { access: 'out', bare: true } as const;
const ALONE = { access: 'signed-in', bare: true } as const;
const PUBLIC = { access: 'any', bare: true } as const;

const PAGES: [path: string, name: string, meta: RouteMeta, page: () => Promise<Component>][] = [
  ['/sign-in', 'sign-in', { title: 'app.titles.signIn', ...OUT }, () => import('../features/account/SignInPage.vue')],
  ['/sign-up', 'sign-up', { title: 'app.titles.signUp', ...OUT }, () => import('../features/account/SignUpPage.vue')],
  [
    '/welcome',
    'welcome',
    { title: 'app.titles.welcome', ...ALONE },
    () => import('../features/workspaces/WelcomePage.vue'),
  ],
  [
    '/invite/:id',
    'invitation',
    { title: 'app.titles.invitation', ...ALONE },
    () => import('../features/workspaces/InvitationPage.vue'),
  ],
  [
    '/return/:outcome',
    'return',
    { title: 'app.titles.return', ...PUBLIC },
    () => import('../features/connections/ReturnPage.vue'),
  ],
  ['/home', 'home', { title: 'app.home' }, () => import('../features/home/HomePage.vue')],
  [
    '/marketplace',
    'marketplace',
    { title: 'app.marketplace' },
    () => import('../features/marketplace/MarketplacePage.vue'),
  ],
  [
    '/applications',
    'applications',
    { title: 'app.applications' },
    () => import('../features/connections/ApplicationsPage.vue'),
  ],
  [
    '/applications/:id/:tab?',
    'connection',
    { title: 'app.titles.connection' },
    () => import('../features/connections/ConnectionPage.vue'),
  ],
  ['/events', 'events', { title: 'app.events' }, () => import('../features/events/EventsPage.vue')],
  ['/account', 'account', { title: 'app.account' }, () => import('../features/account/AccountPage.vue')],
  ['/settings/general', 'general', { title: 'app.general' }, () => import('../features/workspaces/GeneralPage.vue')],
  ['/settings/members', 'members', { title: 'app.members' }, () => import('../features/workspaces/MembersPage.vue')],
  [
    '/settings/service-keys',
    'service-keys',
    { title: 'app.serviceKeys' },
    () => import('../features/service-keys/ServiceKeysPage.vue'),
  ],
  [
    '/settings/endpoints',
    'endpoints',
    { title: 'app.endpoints' },
    () => import('../features/endpoints/EndpointsPage.vue'),
  ],
  [
    '/settings/endpoints/:id',
    'endpoint',
    { title: 'app.titles.endpoint' },
    () => import('../features/endpoints/EndpointPage.vue'),
  ],
  [
    '/settings/event-catalog',
    'event-catalog',
    { title: 'app.eventCatalog' },
    () => import('../features/events/EventCatalogPage.vue'),
  ],
  [
    '/settings/connect-sessions/:tab(hosts|try)?',
    'connect-sessions',
    { title: 'app.connectSessions' },
    () => import('../features/connect-sessions/ConnectSessionsPage.vue'),
  ],
  [
    '/settings/catalog',
    'catalog',
    { title: 'app.catalog', installation: true },
    () => import('../features/catalog/CatalogPage.vue'),
  ],
  [
    '/settings/health',
    'system-health',
    { title: 'app.systemHealth', installation: true },
    () => import('../features/system/SystemHealthPage.vue'),
  ],
  [
    '/settings/sign-up',
    'sign-up-setting',
    { title: 'app.signUp', installation: true },
    () => import('../features/installation/SignUpSettingPage.vue'),
  ],
  [
    '/settings/workspaces',
    'installation-workspaces',
    { title: 'app.workspaces', installation: true },
    () => import('../features/installation/InstallationWorkspacesPage.vue'),
  ],
  [
    '/settings/installation-keys',
    'installation-keys',
    { title: 'app.titles.installationKeys', installation: true },
    () => import('../features/installation-keys/InstallationKeysPage.vue'),
  ],
  [
    '/settings/activity',
    'installation-activity',
    { title: 'app.activity', installation: true },
    () => import('../features/installation/ActivityPage.vue'),
  ],
  ['/setup', 'setup', { title: 'app.titles.setup', ...PUBLIC }, () => import('../features/installation/SetupPage.vue')],
  [
    '/w/:workspace/:rest(.*)*',
    'workspace-unknown',
    { title: 'app.titles.workspaceUnknown', ...ALONE },
    () => import('../features/workspaces/UnknownWorkspacePage.vue'),
  ],
  ['/:rest(.*)*', 'not-found', { title: 'app.titles.notFound', ...PUBLIC }, () => import('./NotFoundPage.vue')],
];

const WORKSPACE = '/w/:workspace';
/** Their texts are part of the first load: see locales/en/first.ts. */
const FIRST_PAGES = new Set(['sign-in', 'sign-up', 'marketplace']);

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
  routes: [
    { path: WORKSPACE, redirect: { name: 'home' } },
    { path: `${WORKSPACE}/settings`, redirect: { name: 'general' } },
    // Its address in earlier versions.
    { path: `${WORKSPACE}/settings/catalogue`, redirect: { name: 'catalog' } },
    ...PAGES.map(([path, name, meta, page]) => ({
      path: meta.bare ? path : WORKSPACE + path,
      name,
      meta,
      component: pageLoader(FIRST_PAGES.has(name) ? page : withTexts(page)),
    })),
  ],
});

recoverLostPages(router);
guardPages(router);

router.afterEach(showTitle);
watch(i18n.locale, () => showTitle(router.currentRoute.value));

function showTitle({ matched, meta }: RouteLocationNormalized) {
  // Nothing is shown before the first page.
  if (matched.length > 0) document.title = `${t(meta.title)} · Patchbay`;
}
