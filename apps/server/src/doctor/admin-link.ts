/**
 * `npm run admin-link`: prints a new setup link, by which one account becomes an admin of this installation. Earlier links stop
 * working. For the operator: what it needs is the database.
 */
import { silenceTelemetry } from '../env.ts';
import { refuseWords, runCommand, said } from './admin-command.ts';

// Before anything that could read it at import.
silenceTelemetry();

if (!refuseWords('admin-link')) await run();

function run(): Promise<void> {
  return runCommand(async (orm, { publicUrl }) => {
    const { linkText } = await import('../modules/installation/index.ts');
    const { newAdminLink } = await import('../modules/identity/index.ts');
    const { newSecret } = await import('../platform/crypto/secret.ts');
    const { poolOf } = await import('../platform/orm/database.ts');
    return said(linkText(await newAdminLink(await poolOf(orm), { newSecret, publicUrl })));
  });
}
