import { migrate } from '../../src/platform/orm/migrate.ts';
import { openDatabase } from '../../src/platform/orm/database.ts';
import { createLogger } from '../../src/platform/logging/logger.ts';
import { ENTITIES } from '../../src/entities.ts';

/** The steps that create the template of every test database, in order. Each gets the template's URL. */
export const TEMPLATE_STEPS: readonly ((url: string) => Promise<void>)[] = [migrated];

async function migrated(url: string): Promise<void> {
  const orm = await openDatabase({ url, entities: ENTITIES, poolSize: 2, log: createLogger('silent') });
  await migrate(orm);
  await orm.close();
}
