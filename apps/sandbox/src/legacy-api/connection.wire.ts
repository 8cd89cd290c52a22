import type { AccountRecord } from '../store/state.ts';

/** v1 has four statuses; an old client gets these for v3's others. */
const statuses: Readonly<Record<AccountRecord['status'], 'INITIATED' | 'ACTIVE' | 'FAILED' | 'EXPIRED'>> = {
  INITIALIZING: 'INITIATED',
  INITIATED: 'INITIATED',
  ACTIVE: 'ACTIVE',
  // Disabled accounts keep their status and say `enabled: false`.
  INACTIVE: 'ACTIVE',
  FAILED: 'FAILED',
  EXPIRED: 'EXPIRED',
  REVOKED: 'EXPIRED',
};

/** An account as v1 shows it. Its only label is our alias. */
export function connectionWire(account: AccountRecord): Record<string, unknown> {
  return {
    id: account.id,
    integrationId: account.authConfigId,
    appUniqueId: account.toolkit,
    appName: account.toolkit,
    entityId: account.userId,
    clientUniqueUserId: account.userId,
    status: statuses[account.status],
    enabled: !account.isDisabled,
    isDisabled: account.isDisabled,
    labels: account.alias === null ? [] : [account.alias],
    connectionParams: account.data,
    meta: {},
    deleted: false,
    createdAt: new Date(account.createdAt).toISOString(),
    updatedAt: new Date(account.updatedAt).toISOString(),
  };
}
