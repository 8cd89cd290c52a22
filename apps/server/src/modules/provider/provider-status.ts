import type { EntityManager } from '@mikro-orm/postgresql';
import type { ProviderState, WebhookState } from '@patchbay/contracts';
import { db } from '../../platform/orm/tables.ts';

const SOURCE = 'composio';

interface Observed {
  provider: ProviderState;
  /** The permission that the key lacks, if the provider named it. */
  lackedPermission: string | null;
  webhook: WebhookState;
}

const NEVER_OBSERVED: Observed = { provider: 'unknown', lackedPermission: null, webhook: 'unknown' };

export async function readProviderStatus(em: EntityManager): Promise<Observed> {
  const row = await db(em)
    .selectFrom('provider_status')
    .select(['state as provider', 'lacked_permission as lackedPermission', 'webhook'])
    .where('source', '=', SOURCE)
    .executeTakeFirst();
  return row ?? NEVER_OBSERVED;
}

/** What is unknown this time stays as it was last known. */
export async function saveProviderStatus(
  em: EntityManager,
  { provider: state, lackedPermission, webhook }: Observed,
  now: Date,
): Promise<void> {
  const answer = { state, lacked_permission: lackedPermission };
  const known = { ...(state !== 'unknown' && answer), ...(webhook !== 'unknown' && { webhook }), observed_at: now };
  await db(em)
    .insertInto('provider_status')
    .values({ source: SOURCE, ...answer, webhook, observed_at: now })
    .onConflict((conflict) => conflict.column('source').doUpdateSet(known))
    .execute();
}
