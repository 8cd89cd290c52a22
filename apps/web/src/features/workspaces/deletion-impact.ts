import { t } from '../../shared/i18n/t.ts';

interface Known {
  /** The workspace's connections, by status. */
  counts: Record<string, number> | undefined;
  /** All members, including the person who asks. */
  members: number | undefined;
}

/** What ends with a workspace, with counts if known. Pure. */
export function deletionImpact({ counts, members }: Known): { icon: string; text: string }[] {
  return [
    { icon: 'i-lucide-cable', text: connectionsText(counts) },
    { icon: 'i-lucide-radio', text: t('workspaces.ends.deliveries') },
    { icon: 'i-lucide-key-round', text: t('workspaces.ends.keys') },
    { icon: 'i-lucide-users', text: membersText(members) },
    {
      icon: 'i-lucide-history',
      text: t('workspaces.ends.records'),
    },
  ];
}

function connectionsText(counts: Known['counts']): string {
  if (!counts) return t('workspaces.ends.allConnections');
  const count = Object.values(counts).reduce((sum, each) => sum + each, 0);
  return count === 0 ? t('workspaces.ends.noConnections') : t('workspaces.ends.connections', { count });
}

function membersText(members: number | undefined): string {
  if (members === undefined) return t('workspaces.ends.allMembers');
  if (members === 1) return t('workspaces.ends.noMembers');
  return t('workspaces.ends.members', { count: members - 1 });
}

interface Shown {
  keys: { name: string }[];
  endpoints: { url: string }[];
}

/** What ends when a person leaves: keys and endpoints whose secret they know, by name. Pure. */
export function leavingImpact({ keys, endpoints }: Shown): { icon: string; text: string }[] {
  return [
    { icon: 'i-lucide-eye-off', text: t('workspaces.ends.ownAccess') },
    ...keys.map(({ name }) => ({ icon: 'i-lucide-key-round', text: t('workspaces.ends.key', { name }) })),
    ...endpoints.map(({ url }) => ({ icon: 'i-lucide-radio', text: t('workspaces.ends.endpoint', { url }) })),
    { icon: 'i-lucide-key-round', text: t('workspaces.ends.keysElsewhere') },
    { icon: 'i-lucide-mail', text: t('workspaces.ends.invitations') },
  ];
}
