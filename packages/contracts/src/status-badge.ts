import type { Status } from '@patchbay/lifecycle';

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
