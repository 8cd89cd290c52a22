/**
 * `npm run admin-link`: prints a new setup link, which makes one account an admin of this installation. Earlier links
 * stop working. For operators: needs access to the database.
 */
import { silenceTelemetry } from '../env.ts';
import { refuseWords, runCommand, said } from './admin-command.ts';

// Before any import that could read it.
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
