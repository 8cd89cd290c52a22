/**
 * `npm run new-password -- ada@example.com`: makes a password for that account, tells it this once, and ends the account's sessions.
 * For whoever runs Patchbay: what it needs is the database.
 */
import { EnvError, readEnv, silenceTelemetry } from '../env.ts';
import { settingsFrom } from '../settings.ts';

// Before anything that could read it at import.
silenceTelemetry();

const HELD = 'A running Patchbay has the database to itself. Stop it, do this again, and start it again.';

try {
  const [email, ...rest] = process.argv.slice(2);
  if (!email?.includes('@') || rest.length > 0) end('Say whose: npm run new-password -- ada@example.com', 2);
  else await renew(email);
} catch (error) {
  if (!(error instanceof EnvError)) throw error;
  end(error.message);
}

async function renew(email: string): Promise<void> {
  const settings = settingsFrom(readEnv());
  const { EmbeddedPostgresError, hasDatabase } = await import('../composition.ts');
  const { openDatabaseOf } = await import('./examine.ts');
  const { givePassword } = await import('../features/account/give-password.ts');
  await using running = new AsyncDisposableStack();
  if (!settings.database && !hasDatabase(settings.dataDir)) return end(`No account has the address ${email}.`);
  try {
    const { em } = await openDatabaseOf(settings, running);
    const password = await givePassword(em.fork(), email);
    if (password === null) end(`No account has the address ${email}.`);
    else
      end(
        `The new password of ${email} is\n\n  ${password}\n\nThey are signed out everywhere, and can change it under Account.`,
        0,
      );
  } catch (error) {
    if (!(error instanceof EmbeddedPostgresError)) throw error;
    end(error.code === 'DATA_DIR_IN_USE' ? HELD : error.message);
  }
}

function end(text: string, code = 1): void {
  process.stdout.write(`${text}\n`);
  process.exitCode = code;
}
