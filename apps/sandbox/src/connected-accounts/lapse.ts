import type { AccountRecord } from '../store/state.ts';

/** The service's reason for a flow that was not finished (INITIATION_TIMEOUT). */
const lapseReason = 'Connection initiation did not complete within 10 minutes';

/**
 * The account at `now`: an unfinished flow past its deadline has expired, at its deadline. Pure; computed on read
 * instead of by a timer, so that a test can advance the clock.
 */
export function lapsed(account: AccountRecord, now: number): AccountRecord {
  const open = account.status === 'INITIALIZING' || account.status === 'INITIATED';
  if (!open || account.deadline === null || now < account.deadline) return account;
  return { ...account, status: 'EXPIRED', statusReason: lapseReason, updatedAt: account.deadline, deadline: null };
}
