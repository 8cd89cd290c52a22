import type { PlainKey } from '../../locales/message-types.ts';

export interface NavigationItem {
  name: 'home' | 'marketplace' | 'applications' | 'events' | 'general';
  title: PlainKey;
  icon: string;
  /** Other pages that belong to this item. */
  also: string[];
}

interface SettingsGroup {
  title: PlainKey;
  /** For installation admins. */
  installation: boolean;
  pages: { name: string; title: PlainKey }[];
}

/** The pages of the settings. */
export const SETTINGS_GROUPS: SettingsGroup[] = [
  {
    title: 'app.workspaceGroup',
    installation: false,
    pages: [
      { name: 'general', title: 'app.general' },
      { name: 'members', title: 'app.members' },
    ],
  },
  {
    title: 'app.developers',
    installation: false,
    pages: [
      { name: 'service-keys', title: 'app.serviceKeys' },
      { name: 'endpoints', title: 'app.endpoints' },
      { name: 'event-catalog', title: 'app.eventCatalog' },
      { name: 'connect-sessions', title: 'app.connectSessions' },
    ],
  },
  {
    title: 'app.installation',
    installation: true,
    pages: [
      { name: 'catalog', title: 'app.catalog' },
      { name: 'system-health', title: 'app.systemHealth' },
      { name: 'sign-up-setting', title: 'app.signUp' },
      { name: 'installation-workspaces', title: 'app.workspaces' },
      { name: 'installation-keys', title: 'app.keys' },
      { name: 'installation-activity', title: 'app.activity' },
    ],
  },
];

export const NAVIGATION: NavigationItem[] = [
  { name: 'home', title: 'app.home', icon: 'i-lucide-house', also: [] },
  { name: 'marketplace', title: 'app.marketplace', icon: 'i-lucide-layout-grid', also: [] },
  { name: 'applications', title: 'app.applications', icon: 'i-lucide-cable', also: ['connection'] },
  { name: 'events', title: 'app.events', icon: 'i-lucide-inbox', also: [] },
  {
    name: 'general',
    title: 'app.settings',
    icon: 'i-lucide-settings',
    also: ['endpoint', ...SETTINGS_GROUPS.flatMap(({ pages }) => pages.map(({ name }) => name))],
  },
];

export function isCurrent({ name, also }: NavigationItem, route: unknown): boolean {
  return route === name || also.includes(String(route));
}
