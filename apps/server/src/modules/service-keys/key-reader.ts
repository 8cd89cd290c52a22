import type { MikroORM } from '@mikro-orm/postgresql';
import type { Clock } from '../../platform/clock.ts';
import { KeyChecker } from '../../platform/keys/key-checker.ts';
import { db, statements } from '../../platform/orm/tables.ts';
import { type ParameterOf, prepare, type PreparedRow } from '../../platform/orm/prepare.ts';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { ReadKey, ServiceCaller } from '../access/index.ts';
import { parseToken } from './key-token.ts';

/** Reads the service keys that calls present. */
export class KeyReader {
  readonly #checker: KeyChecker<Row>;

  constructor({ orm, clock }: { orm: MikroORM; clock: Clock }) {
    this.#checker = new KeyChecker<Row>({
      clock,
      read: async (id) => (await db(orm.em.fork()).executeQuery(SELECT({ id }))).rows[0],
      noteUse: async (id, { at, unlessAfter }) => {
        const unused = db(orm.em.fork()).updateTable('service_keys').set({ last_used_at: at }).where('id', '=', id);
        await unused
          .where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<=', unlessAfter)]))
          .execute();
      },
    });
  }

  readonly read: ReadKey = async (token): Promise<ServiceCaller | null> => {
    const key = parseToken(token);
    const row = key && (await this.#checker.check(key));
    return row ? { id: key.id, name: row.name, scopes: row.scopes, workspaces: row.workspaces } : null;
  };

  /** Must be called when this process has changed the key, so that its own callers see the change right away. */
  forget(id: string): void {
    this.#checker.forget(id);
  }
}

/** Prepared because every call of a service runs it. */
const SELECT = prepare((value: ParameterOf<{ id: string }>) =>
  statements
    .selectFrom('service_keys as k')
    .select(['name', 'scopes', 'secret_hash', 'previous_hash', 'previous_until', 'expires_at', 'revoked_at'])
    .select((eb) => [
      'last_used_at',
      jsonArrayFrom(
        eb
          .selectFrom('service_key_workspaces as w')
          .innerJoin('organization as o', 'o.id', 'w.workspace_id')
          .select((inner) => ['o.id', 'o.name', inner.cast<string | null>('o.archivedAt', 'text').as('archivedAt')])
          .whereRef('w.key_id', '=', 'k.id'),
      ).as('workspaces'),
    ])
    .where('k.id', '=', value('id')),
);

type Row = PreparedRow<typeof SELECT>;
