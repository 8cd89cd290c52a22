import type { Component } from 'vue';
import { createRouter, createWebHistory, type RouteMeta } from 'vue-router';
import { guardPages } from './guard-pages.ts';
import { pageLoader, recoverLostPages } from './lost-page.ts';

declare module 'vue-router' {
  interface RouteMeta {
    title: string;
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
  ['/sign-in', 'sign-in', { title: 'Sign in', ...OUT }, () => import('../features/account/SignInPage.vue')],
  ['/sign-up', 'sign-up', { title: 'Create your account', ...OUT }, () => import('../features/account/SignUpPage.vue')],
  ['/welcome', 'welcome', { title: 'New workspace', ...ALONE }, () => import('../features/workspaces/WelcomePage.vue')],
  [
    '/invite/:id',
    'invitation',
    { title: 'Invitation', ...ALONE },
    () => import('../features/workspaces/InvitationPage.vue'),
  ],
  [
    '/return/:outcome',
    'return',
    { title: 'Back from the provider', ...PUBLIC },
    () => import('../features/connections/ReturnPage.vue'),
  ],
  ['/home', 'home', { title: 'Home' }, () => import('../features/home/HomePage.vue')],
  [
    '/marketplace',
    'marketplace',
    { title: 'Marketplace' },
    () => import('../features/marketplace/MarketplacePage.vue'),
  ],
  [
    '/applications',
    'applications',
    { title: 'Applications' },
    () => import('../features/connections/ApplicationsPage.vue'),
  ],
  [
    '/applications/:id/:tab?',
    'connection',
    { title: 'Connection' },
    () => import('../features/connections/ConnectionPage.vue'),
  ],
  ['/events', 'events', { title: 'Events' }, () => import('../features/events/EventsPage.vue')],
  ['/account', 'account', { title: 'Account' }, () => import('../features/account/AccountPage.vue')],
  ['/settings/general', 'general', { title: 'General' }, () => import('../features/workspaces/GeneralPage.vue')],
  ['/settings/members', 'members', { title: 'Members' }, () => import('../features/workspaces/MembersPage.vue')],
  [
    '/settings/service-keys',
    'service-keys',
    { title: 'Service keys' },
    () => import('../features/service-keys/ServiceKeysPage.vue'),
  ],
  ['/settings/endpoints', 'endpoints', { title: 'Endpoints' }, () => import('../features/endpoints/EndpointsPage.vue')],
  [
    '/settings/endpoints/:id',
    'endpoint',
    { title: 'Endpoint' },
    () => import('../features/endpoints/EndpointPage.vue'),
  ],
  [
    '/settings/event-catalog',
    'event-catalog',
    { title: 'Event catalog' },
    () => import('../features/events/EventCatalogPage.vue'),
  ],
  [
    '/settings/connect-sessions/:tab(hosts|try)?',
    'connect-sessions',
    { title: 'Connect sessions' },
    () => import('../features/connect-sessions/ConnectSessionsPage.vue'),
  ],
  [
    '/settings/catalog',
    'catalog',
    { title: 'Catalog', installation: true },
    () => import('../features/catalog/CatalogPage.vue'),
  ],
  [
    '/settings/health',
    'system-health',
    { title: 'System health', installation: true },
    () => import('../features/system/SystemHealthPage.vue'),
  ],
  [
    '/settings/sign-up',
    'sign-up-setting',
    { title: 'Sign-up', installation: true },
    () => import('../features/installation/SignUpSettingPage.vue'),
  ],
  [
    '/settings/workspaces',
    'installation-workspaces',
    { title: 'Workspaces', installation: true },
    () => import('../features/installation/InstallationWorkspacesPage.vue'),
  ],
  [
    '/settings/installation-keys',
    'installation-keys',
    { title: 'Installation keys', installation: true },
    () => import('../features/installation-keys/InstallationKeysPage.vue'),
  ],
  [
    '/settings/activity',
    'installation-activity',
    { title: 'Activity', installation: true },
    () => import('../features/installation/ActivityPage.vue'),
  ],
  ['/setup', 'setup', { title: 'Set up Patchbay', ...PUBLIC }, () => import('../features/installation/SetupPage.vue')],
  [
    '/w/:workspace/:rest(.*)*',
    'workspace-unknown',
    { title: 'Not your workspace', ...ALONE },
    () => import('../features/workspaces/UnknownWorkspacePage.vue'),
  ],
  ['/:rest(.*)*', 'not-found', { title: 'Not found', ...PUBLIC }, () => import('./NotFoundPage.vue')],
];

const WORKSPACE = '/w/:workspace';

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
      component: pageLoader(page),
    })),
  ],
});

recoverLostPages(router);
guardPages(router);

router.afterEach((to) => {
  document.title = `${to.meta.title} · Patchbay`;
});
