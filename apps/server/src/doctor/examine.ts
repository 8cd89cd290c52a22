import type { MikroORM } from '@mikro-orm/postgresql';
import { EmbeddedPostgresError, hasDatabase, keptSecret, openProvider, reachOf } from '../composition.ts';
import { ENTITIES } from '../entities.ts';
import { checkHealth, failed, type HealthDeps, skipped } from '../modules/system/index.ts';
import { systemClock } from '../platform/clock.ts';
import { DatabaseSetupError } from '../platform/database/database-setup-error.ts';
import { createVault } from '../platform/crypto/vault.ts';
import { createLogger } from '../platform/logging/logger.ts';
import { closeDatabase, openDatabase } from '../platform/orm/database.ts';
import { secretsOf, type Settings } from '../settings.ts';

/** Checks, from a separate process, what a Patchbay with these settings would find. Changes nothing. */
export async function examine(settings: Settings): ReturnType<typeof checkHealth> {
  await using running = new AsyncDisposableStack();
  const { composio, composioSdk } = settings;
  // Awaited here, because the resources of the checks are closed when this function returns.
  return await checkHealth({
    ...settings,
    ...(await databaseOf(settings, running)),
    processClock: systemClock,
    secretVersions: versionsOf(settings),
    provider: composio ? await openProvider(composioSdk, composio) : null,
    log: createLogger('error', { write: (line) => process.stderr.write(line) }, secretsOf(settings)),
  });
}

/** Does not create a missing secret, which only a start does. */
function versionsOf({ secret, previousSecrets, dataDir }: Settings): readonly string[] {
  const current = secret ?? keptSecret(dataDir);
  return current === undefined ? [] : createVault(current, previousSecrets).versions;
}

const NOT_YET = 'There is none yet: Patchbay makes one when it starts for the first time.';
const HELD = 'A running Patchbay has the database to itself; whether it gets through is seen at its address below.';

async function databaseOf(
  settings: Settings,
  running: AsyncDisposableStack,
): Promise<Pick<HealthDeps, 'orm' | 'noDatabase'>> {
  const { database, dataDir } = settings;
  if (!database && !hasDatabase(dataDir)) return { orm: null, noDatabase: skipped(NOT_YET) };
  try {
    return { orm: await openDatabaseOf(settings, running, { onlyLook: true }) };
  } catch (error) {
    if (error instanceof DatabaseSetupError) return { orm: null, noDatabase: failed(error.says, error.remedy) };
    if (!(error instanceof EmbeddedPostgresError)) throw error;
    if (error.code === 'DATA_DIR_IN_USE') return { orm: null, noDatabase: skipped(HELD) };
    const remedy = 'Set that right, or set DATABASE_URL to a PostgreSQL server of your own.';
    return { orm: null, noDatabase: failed(error.message, remedy) };
  }
}

/**
 * Starts the embedded database if needed. Throws `EmbeddedPostgresError` with DATA_DIR_IN_USE when a running Patchbay
 * uses it.
 */
export async function openDatabaseOf(
  settings: Settings,
  running: AsyncDisposableStack,
  { onlyLook }: { onlyLook: boolean },
): Promise<MikroORM> {
  const log = createLogger('silent');
  const url = await reachOf(settings, { log, running, onlyLook });
  const orm = await openDatabase({ url, entities: ENTITIES, poolSize: 4, log });
  running.defer(() => closeDatabase(orm));
  return orm;
}
