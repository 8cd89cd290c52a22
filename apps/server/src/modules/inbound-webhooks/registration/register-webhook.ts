import type { Provider } from '@patchbay/provider';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Clock } from '../../../platform/clock.ts';
import { openIfKnown, type Vault } from '../../../platform/crypto/vault.ts';
import { withLock } from '../../../platform/orm/advisory-lock.ts';
import { db } from '../../../platform/orm/tables.ts';
import { SOURCE } from '../receiving/store-messages.ts';
import { MESSAGE_TYPES } from '../routing/webhook-message.ts';
import { secretContext } from './webhook-secrets.ts';

export interface RegisterWebhookDeps {
  orm: MikroORM;
  provider: Provider;
  vault: Vault;
  clock: Clock;
  publicUrl: string;
}

/** How long a message signed with the previous secret may still be in transit. Milliseconds. */
const OVERLAP_MS = 24 * 60 * 60 * 1000;

/** The address the provider delivers to; server.ts mounts it. */
export function webhookAddress(publicUrl: string): string {
  return `${publicUrl}/webhooks/composio`;
}

/**
 * Registers our webhook with the provider and saves its signing secret. Idempotent: a correct address and secret
 * stay. The provider may reveal its secret only once, so a new one is requested when ours is lost.
 */
export async function registerWebhook(deps: RegisterWebhookDeps): Promise<void> {
  await withLock(deps.orm, { lock: 'registerWebhook', whenTaken: 'wait' }, async () => {
    const { provider, publicUrl } = deps;
    const url = webhookAddress(publicUrl);
    const subscription = await provider.ensureWebhook({ url, events: MESSAGE_TYPES });
    const known = await readKnown(deps);
    const ours = known?.subscriptionId === subscription.id ? known.secret : null;
    const secret = subscription.secret ?? ours ?? (await provider.rotateWebhookSecret(subscription.id));
    await save(deps, { subscriptionId: subscription.id, url, secret, former: known?.secret ?? null });
  });
}

async function readKnown({ orm, vault }: RegisterWebhookDeps) {
  const row = await db(orm.em.fork())
    .selectFrom('webhook_sources')
    .select(['subscription_id as subscriptionId', 'secret_sealed as sealed'])
    .where('source', '=', SOURCE)
    .executeTakeFirst();
  if (!row) return undefined;
  // A secret whose encryption key is lost is replaced as if it were unknown.
  return { ...row, secret: row.sealed && openIfKnown(vault, row.sealed, secretContext('secret_sealed')) };
}

interface Registration {
  subscriptionId: string;
  url: string;
  secret: string;
  former: string | null;
}

async function save(
  { orm, vault, clock }: RegisterWebhookDeps,
  { subscriptionId, url, secret, former }: Registration,
): Promise<void> {
  const now = clock.now();
  const replaced = former !== null && former !== secret;
  const saved = {
    subscription_id: subscriptionId,
    url,
    secret_sealed: vault.seal(secret, secretContext('secret_sealed')),
    updated_at: now,
  };
  const previous = replaced && {
    previous_secret_sealed: vault.seal(former, secretContext('previous_secret_sealed')),
    previous_until: new Date(now.getTime() + OVERLAP_MS),
  };
  await db(orm.em.fork())
    .insertInto('webhook_sources')
    .values({ source: SOURCE, ...saved })
    // A secret that was replaced earlier stays valid until its overlap ends.
    .onConflict((conflict) => conflict.column('source').doUpdateSet({ ...saved, ...previous }))
    .execute();
}
