import { type InstallationKeyView, installationKeyViewSchema } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { keyStatus, previousSecretUntil } from '../../platform/keys/key-terms.ts';
import { db } from '../../platform/orm/tables.ts';

export const installationSecretOutput = z.object({
  key: installationKeyViewSchema,
  /** The service's bearer token. Returned only here: only its hash is stored. */
  token: z.string(),
});

export function selectInstallationKeys(em: EntityManager) {
  return db(em)
    .selectFrom('installation_keys as k')
    .select(['k.id', 'k.name', 'k.scopes', 'k.addresses', 'k.created_by', 'k.created_at', 'k.expires_at'])
    .select(['k.last_used_at', 'k.revoked_at', 'k.previous_until']);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectInstallationKeys>['executeTakeFirstOrThrow']>>;

export function installationKeyView(row: Row, now: Date): InstallationKeyView {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    addresses: row.addresses,
    status: keyStatus(row, now),
    createdBy: { id: row.created_by.id, name: row.created_by.name },
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
    previousSecretUntil: previousSecretUntil(row, now),
  };
}

/** Throws KEY_UNKNOWN. */
export async function readInstallationKey(
  { clock }: { clock: Clock },
  em: EntityManager,
  id: string,
): Promise<InstallationKeyView> {
  const row = await selectInstallationKeys(em).where('k.id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('KEY_UNKNOWN');
  return installationKeyView(row, clock.now());
}
