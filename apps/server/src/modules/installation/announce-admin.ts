import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { NewSecret } from '../../platform/crypto/secret.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { poolOf } from '../../platform/orm/database.ts';
import { now } from '../../platform/orm/expressions.ts';
import { runOn } from '../../platform/orm/run-on.ts';
import { statements } from '../../platform/orm/tables.ts';
import { ADMIN_LINK_HOURS, newAdminLink, promoteOldestAccount } from '../identity/index.ts';

export interface AnnounceAdminDeps {
  orm: MikroORM;
  log: Logger;
  newSecret: NewSecret;
  publicUrl: string;
  promotesFirstAccount: boolean;
  /** Prints to the terminal and not to the log, which more people can read than may have the link. */
  print: (text: string) => void;
}

/**
 * Runs at each start. When the installation has no admin: makes one, prints the setup link, or logs how to make one.
 */
export async function announceAdmin(deps: AnnounceAdminDeps): Promise<void> {
  const { orm, log, promotesFirstAccount } = deps;
  const pool = await poolOf(orm);
  const { hasAdmin, hasAccounts, hasLink } = await read(pool);
  if (hasAdmin) return;
  if (promotesFirstAccount) {
    const email = await promoteOldestAccount(pool);
    if (email) log.info({ email }, 'installation: the oldest account became its admin, as this is a local sandbox');
    return;
  }
  if (!hasAccounts && !hasLink) return printLink(pool, deps);
  const how = hasAccounts ? MAKE_ONE : PRINTED_BEFORE;
  log.warn(`installation: there is no admin. ${how}`);
}

const MAKE_ONE = 'Run “npm run make-admin -- ada@example.com” for an account you trust, or “npm run admin-link”.';
const PRINTED_BEFORE = 'The setup link was printed before; “npm run admin-link” creates a new one.';

async function read(pool: Pool) {
  const admins = statements.selectFrom('installation_admins').select('user_id');
  const accounts = statements.selectFrom('user').select('id');
  const links = statements.selectFrom('admin_links').select('token_hash').where('expires_at', '>', now);
  const [found] = await runOn(
    pool,
    statements.selectNoFrom((eb) => [
      eb.exists(admins).as('hasAdmin'),
      eb.exists(accounts).as('hasAccounts'),
      eb.exists(links).as('hasLink'),
    ]),
  );
  return found ?? { hasAdmin: true, hasAccounts: true, hasLink: true };
}

async function printLink(pool: Pool, deps: AnnounceAdminDeps): Promise<void> {
  deps.print(linkText(await newAdminLink(pool, deps)));
  deps.log.info('installation: a setup link was printed to standard error');
}

export function linkText(link: string): string {
  return `\nOpen this link to become the admin of this installation. It works once, for ${ADMIN_LINK_HOURS} hours:\n\n  ${link}\n\n`;
}
