/**
 * `npm run new-password -- ada@example.com`: sets a new password for that account, prints it once, and ends the
 * account's sessions. For operators: needs access to the database.
 */
import { silenceTelemetry } from '../env.ts';
import { print, refused, runCommand, said } from './admin-command.ts';

// Before any import that could read it.
silenceTelemetry();

const [email, ...rest] = process.argv.slice(2);

if (email?.includes('@') && rest.length === 0) await renew(email);
else print(refused('Name the account: npm run new-password -- ada@example.com', 2));

function renew(address: string): Promise<void> {
  return runCommand(async ({ em }) => {
    const { givePassword } = await import('../modules/account/index.ts');
    const password = await givePassword(em.fork(), address);
    if (password === null) return refused(`No account has the address ${address}.`);
    const told = `The new password of ${address} is\n\n  ${password}\n\n`;
    return said(`${told}They are signed out everywhere, and can change it under Account.`);
  });
}
