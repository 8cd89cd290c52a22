export interface NavigationItem {
  name: 'home' | 'marketplace' | 'applications' | 'events' | 'general';
  title: string;
  icon: string;
  /** Other pages that belong to this item. */
  also: string[];
}

interface SettingsGroup {
  title: string;
  /** For installation admins. */
  installation: boolean;
  pages: { name: string; title: string }[];
}

/** The pages of the settings. */
export const SETTINGS_GROUPS: SettingsGroup[] = [
  {
    title: 'Workspace',
    installation: false,
    pages: [
      { name: 'general', title: 'General' },
      { name: 'members', title: 'Members' },
    ],
  },
  {
    title: 'Developers',
    installation: false,
    pages: [
      { name: 'service-keys', title: 'Service keys' },
      { name: 'endpoints', title: 'Endpoints' },
      { name: 'event-catalog', title: 'Event catalog' },
      { name: 'connect-sessions', title: 'Connect sessions' },
    ],
  },
  {
    title: 'Installation',
    installation: true,
    pages: [
      { name: 'catalog', title: 'Catalog' },
      { name: 'system-health', title: 'System health' },
      { name: 'sign-up-setting', title: 'Sign-up' },
      { name: 'installation-workspaces', title: 'Workspaces' },
      { name: 'installation-keys', title: 'Keys' },
      { name: 'installation-activity', title: 'Activity' },
    ],
  },
];

export const NAVIGATION: NavigationItem[] = [
  { name: 'home', title: 'Home', icon: 'i-lucide-house', also: [] },
  { name: 'marketplace', title: 'Marketplace', icon: 'i-lucide-layout-grid', also: [] },
  { name: 'applications', title: 'Applications', icon: 'i-lucide-cable', also: ['connection'] },
  { name: 'events', title: 'Events', icon: 'i-lucide-inbox', also: [] },
  {
    name: 'general',
    title: 'Settings',
    icon: 'i-lucide-settings',
    also: ['endpoint', ...SETTINGS_GROUPS.flatMap(({ pages }) => pages.map(({ name }) => name))],
  },
];

export function isCurrent({ name, also }: NavigationItem, route: unknown): boolean {
  return route === name || also.includes(String(route));
}
