import type { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { ENTITIES } from '../../entities.ts';
import { createLogger } from '../logging/logger.ts';
import { programVersion } from '../program-version.ts';
import { closeDatabase, openDatabase, poolOf } from './database.ts';
import { migrate } from './migrate.ts';

let database: TestDatabase;
let orm: MikroORM;
let lines: string[];

beforeEach(async () => {
  lines = [];
  const log = createLogger('info', { write: (line) => lines.push(line) });
  database = await createTestDatabase();
  orm = await openDatabase({ url: database.url, entities: ENTITIES, poolSize: 4, log });
});

afterEach(async () => {
  await closeDatabase(orm);
  await database.drop();
});

const query = async (text: string) => (await (await poolOf(orm)).query(text)).rows as Record<string, unknown>[];
const LATEST = '20261213-degraded';

describe('a start on the schema of a newer version', () => {
  it('went on in silence: it is refused, with the version that fits', async () => {
    await query(`insert into patchbay_migrations (name) values ('20991231-later')`);
    await query(
      `insert into migration_versions (migration, version, commit) values ('20991231-later', '9.1.0', '0123456789ab')`,
    );
    await expect(migrate(orm)).rejects.toMatchObject({
      code: 'SCHEMA_NEWER',
      says: expect.stringMatching(
        /by version 9\.1\.0 \(commit 0123456789ab\), .*does not know 20991231-later/,
      ) as string,
      remedy: expect.stringContaining('Run version 9.1.0 (commit 0123456789ab) or a later one') as string,
    });
  });

  it('is refused also where that version left no word of itself', async () => {
    await query(`insert into patchbay_migrations (name) values ('20991231-later')`);
    await query('drop table migration_versions');
    await expect(migrate(orm)).rejects.toThrow('Run a newer version or a later one');
  });
});

describe('a migration', () => {
  it('keeps which version brought it, and says that older processes are connected', async () => {
    await query('drop table migration_versions, readiness_probes');
    await query(`delete from patchbay_migrations where name = '${LATEST}'`);
    const older = new pg.Client({ connectionString: database.url, application_name: 'patchbay' });
    await older.connect();
    const uptime = vi.spyOn(process, 'uptime').mockReturnValue(-1); // as if this process had started just now
    await migrate(orm).finally(() => uptime.mockRestore());
    await older.end();
    const [row] = await query(`select version, commit from migration_versions where migration = '${LATEST}'`);
    expect(row).toEqual(programVersion());
    expect(lines.filter((line) => line.includes('replace them soon'))).toHaveLength(1);
  });

  it('is asked for in vain where there is none', async () => {
    await migrate(orm);
    expect(lines).toEqual([]);
  });
});
