/** The values of the `status` column, in the order a connection meets them. Schema: renaming one is a migration. */
export const STATUSES = ['added', 'pending', 'active', 'expired'] as const;

export type Status = (typeof STATUSES)[number];

/** A status, or `none` for an app that is not in the workspace. */
export type MachineState = Status | 'none';

export type Tone = 'neutral' | 'info' | 'success' | 'warning';

export interface Badge {
  text: string;
  tone: Tone;
}

const BADGES: Record<Status, Badge> = {
  added: { text: 'Added', tone: 'neutral' },
  pending: { text: 'Pending', tone: 'info' },
  active: { text: 'Connected', tone: 'success' },
  expired: { text: 'Needs attention', tone: 'warning' },
};

export function badgeOf(status: Status): Badge {
  return BADGES[status];
}
