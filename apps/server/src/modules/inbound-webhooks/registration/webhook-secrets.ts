import type { MikroORM } from '@mikro-orm/postgresql';
import type { Clock } from '../../../platform/clock.ts';
import type { EncryptionContext, Vault } from '../../../platform/crypto/vault.ts';
import { db } from '../../../platform/orm/tables.ts';
import { SOURCE } from '../receiving/store-messages.ts';

/** Milliseconds that secrets are cached: a change by another process takes effect within this time. */
const KEEP_MS = 5_000;
/** Minimum milliseconds between two reloads because of a failed signature: forgeries are cheap to send. */
const LOOK_AGAIN_MS = 1_000;

export interface WebhookSecretsDeps {
  orm: MikroORM;
  vault: Vault;
  clock: Clock;
  /** From the environment, the current one first. If set, no others are used. */
  webhookSecrets: readonly string[];
}

/** The secrets that a message may be signed with: the configured ones, or those of the webhook that we registered. */
export class WebhookSecrets {
  readonly #deps: WebhookSecretsDeps;
  #known: readonly string[] = [];
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<readonly string[]> | undefined;

  constructor(deps: WebhookSecretsDeps) {
    this.#deps = deps;
  }

  /** With `doubtful`, the cache may be only a second old. Empty when no webhook is set up yet. */
  async read({ doubtful = false } = {}): Promise<readonly string[]> {
    const { webhookSecrets } = this.#deps;
    if (webhookSecrets.length > 0) return webhookSecrets;
    if (performance.now() - this.#readAt < (doubtful ? LOOK_AGAIN_MS : KEEP_MS)) return this.#known;
    this.#reading ??= this.#readNow().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  async #readNow(): Promise<readonly string[]> {
    const { orm, clock } = this.#deps;
    const row = await db(orm.em.fork())
      .selectFrom('webhook_sources')
      .select(['secret_sealed as secret', 'previous_secret_sealed as previous', 'previous_until as previousUntil'])
      .where('source', '=', SOURCE)
      .executeTakeFirst();
    const secrets = row ? [this.#open(row.secret, 'secret_sealed')] : [];
    if (row?.previousUntil && row.previousUntil > clock.now())
      secrets.push(this.#open(row.previous, 'previous_secret_sealed'));
    this.#known = secrets.filter((secret) => secret !== null);
    this.#readAt = performance.now();
    return this.#known;
  }

  #open(sealed: string | null, column: string): string | null {
    return sealed && this.#deps.vault.open(sealed, secretContext(column));
  }
}

export function secretContext(column: string): EncryptionContext {
  return { table: 'webhook_sources', column, workspaceId: '-', rowId: SOURCE };
}

/** Whether this installation has registered a webhook and has its secret. */
export async function hasRegisteredSecret(orm: MikroORM): Promise<boolean> {
  const kept = db(orm.em.fork()).selectFrom('webhook_sources').select('source').where('secret_sealed', 'is not', null);
  return (await kept.executeTakeFirst()) !== undefined;
}
