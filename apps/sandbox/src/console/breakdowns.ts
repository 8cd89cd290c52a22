import type { Fault } from '../control/fault.ts';

interface Breakage {
  percent: number;
  /** Seconds, for faults with Retry-After. */
  retryAfter: number;
}

type Breakdown = (breakage: Breakage) => Fault[];

// Longer than a caller waits: ours times out after ten seconds.
const TOO_SLOW_MS = 12_000;

/** The faults of the control page, by name. */
export const breakdowns = {
  'Rate limit': ({ percent, retryAfter }) => [{ match: {}, status: 429, retryAfter, rate: percent / 100 }],
  'Server errors': ({ percent }) => [{ match: {}, status: 503, rate: percent / 100 }],
  'Lost connections': ({ percent }) => [{ match: {}, cut: true, rate: percent / 100 }],
  'Lost answers': ({ percent }) => [{ match: {}, cut: true, afterWork: true, rate: percent / 100 }],
  Slowness: ({ percent }) => [{ match: {}, delayMs: TOO_SLOW_MS, rate: percent / 100 }],
  'All of it': (breakage) => mixed(breakage),
} as const satisfies Record<string, Breakdown>;

export type BreakdownName = keyof typeof breakdowns;

export const breakdownNames = Object.keys(breakdowns) as BreakdownName[];

/** A share of each kind. Each fault only sees the requests that the previous ones let through. */
function mixed({ percent, retryAfter }: Breakage): Fault[] {
  const kinds: Fault[] = [
    { match: {}, status: 429, retryAfter },
    { match: {}, status: 503 },
    { match: {}, cut: true },
    { match: {}, cut: true, afterWork: true },
    { match: {}, delayMs: TOO_SLOW_MS },
  ];
  const share = percent / 100 / kinds.length;
  return kinds.map((kind, index) => ({ ...kind, rate: Math.min(1, share / (1 - index * share)), seed: 1 }));
}

/** A fault in words. */
export function faultText({ status, delayMs, cut, afterWork, rate = 1, retryAfter, match }: Fault): string {
  const kind = cut
    ? afterWork
      ? 'work is done, the answer lost'
      : 'connection dropped'
    : status === undefined
      ? `${(delayMs ?? 0) / 1000} s late`
      : `answered ${status}${status === 429 ? ` with Retry-After ${retryAfter ?? 1}` : ''}`;
  const where = [match.method, match.path === undefined ? undefined : String(match.path)].filter(Boolean).join(' ');
  return `${Math.round(rate * 100)} % of ${where || 'all requests'}: ${kind}`;
}
