import type { Role } from '../../app/session.store.ts';

export const ROLES: { role: Role; title: string; text: string }[] = [
  { role: 'owner', title: 'Owner', text: 'Full access, including owners' },
  { role: 'admin', title: 'Admin', text: 'Connects, configures, invites' },
  { role: 'member', title: 'Member', text: 'Browses and adds apps' },
  { role: 'viewer', title: 'Viewer', text: 'Sees everything, changes nothing' },
];

export function roleTitle(role: Role): string {
  return ROLES.find((known) => known.role === role)?.title ?? role;
}
