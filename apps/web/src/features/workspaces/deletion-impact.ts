interface Known {
  /** The workspace's connections, by status. */
  counts: Record<string, number> | undefined;
  /** All members, including the person who asks. */
  members: number | undefined;
}

/** What ends with a workspace, with counts if known. Pure. */
export function deletionImpact({ counts, members }: Known): { icon: string; text: string }[] {
  return [
    { icon: 'i-lucide-cable', text: `${connectionsText(counts)} deleted at the provider, with all triggers.` },
    { icon: 'i-lucide-radio', text: 'Endpoints receive nothing more, and waiting deliveries are dropped.' },
    { icon: 'i-lucide-key-round', text: 'This workspace’s keys stop working everywhere.' },
    { icon: 'i-lucide-users', text: membersText(members) },
    {
      icon: 'i-lucide-history',
      text: 'Records are no longer visible; events and deliveries are deleted later.',
    },
  ];
}

function connectionsText(counts: Known['counts']): string {
  if (!counts) return 'Every connection is';
  const count = Object.values(counts).reduce((sum, each) => sum + each, 0);
  if (count === 0) return 'No connection is there to be';
  return count === 1 ? 'One connection is' : `${count} connections are`;
}

function membersText(members: number | undefined): string {
  if (members === undefined) return 'All members lose access.';
  if (members === 1) return 'There are no other members.';
  return `${members - 1} other ${members === 2 ? 'member loses' : 'members lose'} access immediately.`;
}

interface Shown {
  keys: { name: string }[];
  endpoints: { url: string }[];
}

/** What ends when a person leaves: keys and endpoints whose secret they know, by name. Pure. */
export function leavingImpact({ keys, endpoints }: Shown): { icon: string; text: string }[] {
  return [
    { icon: 'i-lucide-eye-off', text: 'Your own access. To come back you have to be invited.' },
    ...keys.map(({ name }) => ({ icon: 'i-lucide-key-round', text: `Key “${name}”, because you know its secret.` })),
    ...endpoints.map(({ url }) => ({ icon: 'i-lucide-radio', text: `Endpoint ${url}, because you know its secret.` })),
    { icon: 'i-lucide-key-round', text: 'Keys that you made elsewhere, in this workspace.' },
    { icon: 'i-lucide-mail', text: 'Invitations that you sent. What you connected stays.' },
  ];
}
