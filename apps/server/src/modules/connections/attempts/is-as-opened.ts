import type { Account } from '@patchbay/provider';
import { ownerOf } from '../accounts/owner-of.ts';
import type { Attempt } from './attempt.entity.ts';

/** What an attempt was opened for. */
export type OpenedFor = Pick<Attempt, 'workspaceId' | 'endUserId' | 'appSlug' | 'accountId' | 'authConfigId'>;

type Check = (attempt: OpenedFor, account: Account) => boolean;

/** An attempt whose link was never reported back has no account id; the account was found by the attempt's id. */
const sameAccount: Check = ({ accountId }, { id }) => accountId === null || id === accountId;

const sameApp: Check = (attempt, account) => account.appSlug === attempt.appSlug;

/** Composio has announced that it will stop naming the owner; a missing value cannot contradict ours. */
const sameOwner: Check = (attempt, { workspaceId }) => workspaceId === null || workspaceId === ownerOf(attempt);

/** A grant authorized through another OAuth client could be used by that client's owner. */
const sameConfig: Check = ({ authConfigId }, account) => authConfigId === null || account.authConfigId === authConfigId;

const CHECKS = [sameAccount, sameApp, sameOwner, sameConfig];

/** Whether an account, as just read from the provider, is the one that was opened for the attempt. */
export function isAsOpened(attempt: OpenedFor, account: Account): boolean {
  return CHECKS.every((holds) => holds(attempt, account));
}
