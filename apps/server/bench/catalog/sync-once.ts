/** A process that syncs the catalog once and reports the cost. Arguments: database URL, provider URL, provider key. */
import { composioProvider } from '@patchbay/provider-composio';
import { ENTITIES } from '../../src/entities.ts';
import { silenceTelemetry } from '../../src/env.ts';
import { syncCatalog } from '../../src/modules/catalog/sync/sync-catalog.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { newId } from '../../src/platform/ids.ts';
import { createLogger } from '../../src/platform/logging/logger.ts';
import { openDatabase } from '../../src/platform/orm/database.ts';

silenceTelemetry();
const [url = '', baseUrl = '', apiKey = ''] = process.argv.slice(2);
const log = createLogger('silent');
const orm = await openDatabase({ url, entities: ENTITIES, poolSize: 8, log });
const since = performance.now();
await syncCatalog({ orm, provider: composioProvider({ apiKey, baseUrl }), clock: systemClock, newId, log });
const { user, system } = process.cpuUsage();
const cost = {
  seconds: (performance.now() - since) / 1000,
  /** Of this process, including its start. */
  cpuSeconds: (user + system) / 1e6,
  mebibytes: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(`${JSON.stringify(cost)}\n`);
await orm.close();
