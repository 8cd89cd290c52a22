import { ProviderFailure } from '@patchbay/provider';
import { EmbeddedPostgresError, openProvider, secretOf } from '../composition.ts';
import { noteProviderStatus, registerWebhook, webhookAddress } from '../modules/inbound-webhooks/index.ts';
import { operatorSentence } from '../operator-error.ts';
import { createVault } from '../platform/crypto/vault.ts';
import { DatabaseClock } from '../platform/database-clock.ts';
import { createLogger } from '../platform/logging/logger.ts';
import { poolOf } from '../platform/orm/database.ts';
import { migrate } from '../platform/orm/migrate.ts';
import type { Settings } from '../settings.ts';
import { openDatabaseOf } from './examine.ts';

/**
 * Points the project's webhook subscription to this installation, regardless of its previous address. Returns what
 * was done, or why nothing was.
 */
export async function applyFixes(settings: Settings): Promise<string> {
  const { composio, composioSdk, webhookSecrets, publicUrl } = settings;
  if (!composio) return nothing('there is no COMPOSIO_API_KEY, and the sandbox is registered at each start');
  if (webhookSecrets.length > 0) return nothing('COMPOSIO_WEBHOOK_SECRET is set, so the webhook is yours to set up');
  await using running = new AsyncDisposableStack();
  try {
    const orm = await openDatabaseOf({ ...settings, databaseWaitMs: 0 }, running, { onlyLook: false });
    await migrate(orm);
    const clock = await DatabaseClock.start(await poolOf(orm), createLogger('silent'));
    running.defer(() => clock.stop());
    const vault = createVault(secretOf(settings), settings.previousSecrets);
    const provider = await openProvider(composioSdk, composio);
    await registerWebhook({ orm, provider, vault, clock, publicUrl });
    await noteProviderStatus({ orm, provider, clock, publicUrl, log: createLogger('silent') });
  } catch (error) {
    if (error instanceof EmbeddedPostgresError && error.code === 'DATA_DIR_IN_USE') return nothing(HELD);
    const why = error instanceof ProviderFailure ? error.message : operatorSentence(error);
    if (why === undefined) throw error;
    return nothing(why);
  }
  return `Fixed: events are delivered to ${webhookAddress(publicUrl)}.\n\n`;
}

const HELD = 'a running Patchbay has the database to itself: stop it, or use Settings → System health';

function nothing(why: string): string {
  return `Nothing was fixed: ${why.replace(/\.$/, '')}.\n\n`;
}
