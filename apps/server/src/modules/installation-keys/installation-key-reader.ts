import type { MikroORM } from '@mikro-orm/postgresql';
import type { Clock } from '../../platform/clock.ts';
import { KeyChecker } from '../../platform/keys/key-checker.ts';
import { type ParameterOf, prepare, type PreparedRow } from '../../platform/orm/prepare.ts';
import { db, statements } from '../../platform/orm/tables.ts';
import type { InstallationCaller, InstallationKeys } from '../access/index.ts';
import { ENVIRONMENT_KEY, environmentKeyCheck } from './environment-key.ts';
import { INSTALLATION_PREFIX, parseInstallationToken } from './installation-key-token.ts';

/** Reads the installation keys that calls present: those of the table, and the one of the environment. */
export class InstallationKeyReader implements InstallationKeys {
  readonly #checker: KeyChecker<Row>;
  readonly #isOfEnvironment: (token: string) => boolean;

  constructor({ orm, clock, installationKey }: { orm: MikroORM; clock: Clock; installationKey: string | null }) {
    this.#isOfEnvironment = environmentKeyCheck(installationKey);
    this.#checker = new KeyChecker<Row>({
      clock,
      read: async (id) => (await db(orm.em.fork()).executeQuery(SELECT({ id }))).rows[0],
      noteUse: async (id, { at, unlessAfter }) => {
        const unused = db(orm.em.fork()).updateTable('installation_keys').set({ last_used_at: at });
        await unused
          .where('id', '=', id)
          .where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<=', unlessAfter)]))
          .execute();
      },
    });
  }

  readonly isOne = (token: string): boolean =>
    token.startsWith(`${INSTALLATION_PREFIX}_`) || this.#isOfEnvironment(token);

  readonly read = async (token: string): Promise<InstallationCaller | null> => {
    if (this.#isOfEnvironment(token)) return ENVIRONMENT_KEY;
    const key = parseInstallationToken(token);
    const row = key && (await this.#checker.check(key));
    return row ? { id: key.id, name: row.name, scopes: row.scopes, addresses: row.addresses } : null;
  };

  /** Must be called when this process has changed the key, so that its own callers see the change right away. */
  forget(id: string): void {
    this.#checker.forget(id);
  }
}

/** Prepared because every call with an installation key runs it. */
const SELECT = prepare((value: ParameterOf<{ id: string }>) =>
  statements
    .selectFrom('installation_keys')
    .select(['name', 'scopes', 'addresses', 'secret_hash', 'previous_hash', 'previous_until'])
    .select(['expires_at', 'revoked_at', 'last_used_at'])
    .where('id', '=', value('id')),
);

type Row = PreparedRow<typeof SELECT>;
