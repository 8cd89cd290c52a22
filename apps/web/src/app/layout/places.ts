export interface Place {
  name: 'marketplace' | 'applications' | 'events' | 'general';
  title: string;
  icon: string;
  /** Other pages that belong to it. */
  also: string[];
}

export const PLACES: Place[] = [
  { name: 'marketplace', title: 'Marketplace', icon: 'i-lucide-layout-grid', also: [] },
  { name: 'applications', title: 'Applications', icon: 'i-lucide-cable', also: ['connection'] },
  { name: 'events', title: 'Events', icon: 'i-lucide-inbox', also: [] },
  {
    name: 'general',
    title: 'Settings',
    icon: 'i-lucide-settings',
    also: ['members', 'service-keys', 'endpoints', 'endpoint', 'catalogue', 'system-health'],
  },
];

/** The pages of the settings, in their own row of tabs. */
export const SETTINGS = [
  { name: 'general', title: 'General' },
  { name: 'members', title: 'Members' },
  { name: 'service-keys', title: 'Service keys' },
  { name: 'endpoints', title: 'Endpoints' },
  { name: 'catalogue', title: 'Catalogue' },
  { name: 'system-health', title: 'System health' },
];

export function isHere({ name, also }: Place, route: unknown): boolean {
  return route === name || also.includes(String(route));
}
