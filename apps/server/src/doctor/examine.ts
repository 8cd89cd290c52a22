import type { MikroORM } from '@mikro-orm/postgresql';
import { openOwnDatabase, openProvider } from '../composition.ts';
import { ENTITIES } from '../entities.ts';
import { checkHealth } from '../features/system/check-health.ts';
import { systemClock } from '../platform/clock.ts';
import { createLogger } from '../platform/logging/logger.ts';
import { openDatabase } from '../platform/orm/database.ts';
import type { Settings } from '../settings.ts';

/** Looks, from a process of its own, at what a Patchbay with these settings would find. Changes nothing. */
export async function examine(settings: Settings): ReturnType<typeof checkHealth> {
  await using running = new AsyncDisposableStack();
  const { composio, composioSdk } = settings;
  // Awaited here: what it looks at is closed when this function is left.
  return await checkHealth({
    ...settings,
    clock: systemClock,
    orm: await ownOrGivenDatabase(settings, running),
    provider: composio ? await openProvider(composioSdk, composio) : null,
  });
}

/** Our own database is started for the look, unless a running Patchbay has it. */
export async function ownOrGivenDatabase(settings: Settings, running: AsyncDisposableStack): Promise<MikroORM | null> {
  const log = createLogger('silent');
  const url = settings.databaseUrl ?? (await openOwnDatabase(settings, log, running).catch(unlessInUse));
  if (url === null) return null;
  const orm = await openDatabase({ url, entities: ENTITIES, poolSize: 4, log });
  running.defer(() => orm.close());
  return orm;
}

function unlessInUse(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'DATA_DIR_IN_USE') return null;
  throw error;
}
