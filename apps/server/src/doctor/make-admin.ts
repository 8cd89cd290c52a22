/**
 * `npm run make-admin -- ada@example.com`: makes that account an admin of this installation. For operators: needs
 * access to the database.
 */
import type { EntityManager } from '@mikro-orm/postgresql';
import { silenceTelemetry } from '../env.ts';
import { type CommandResult, print, refused, runCommand, said } from './admin-command.ts';

// Before any import that could read it.
silenceTelemetry();

const [email, ...rest] = process.argv.slice(2);

if (email?.includes('@') && rest.length === 0) await runCommand(({ em }) => promote(em.fork(), email));
else print(refused('Name the account: npm run make-admin -- ada@example.com', 2));

async function promote(em: EntityManager, address: string): Promise<CommandResult> {
  const { makeAdmin } = await import('../modules/installation/index.ts');
  const account = await makeAdmin(em, address);
  return account ? described(account) : refused(`No account has the address ${address}.`);
}

/**
 * Describes the account, because Patchbay does not verify addresses: another person may have signed up with this one.
 */
function described({
  name,
  createdAt,
  workspaces,
}: {
  name: string;
  createdAt: Date;
  workspaces: string[];
}): CommandResult {
  const where = workspaces.length > 0 ? ` in ${workspaces.map((each) => `“${each}”`).join(', ')}` : '';
  return said(
    `${email} is now an installation admin.\n\nThe account belongs to “${name}”${where}, created ${createdAt.toISOString()}.\n` +
      'Addresses are not verified: if you do not recognize it, remove the row from the table installation_admins.',
  );
}
