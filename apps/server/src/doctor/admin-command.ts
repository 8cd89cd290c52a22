import type { MikroORM } from '@mikro-orm/postgresql';
import { EnvError, readEnv } from '../env.ts';
import { type Settings, settingsFrom } from '../settings.ts';

const HELD = 'A running Patchbay has the database to itself. Stop it, do this again, and start it again.';

/** What a command of the operator has to say, and its exit code. */
export interface CommandResult {
  text: string;
  code: number;
}

export const said = (text: string): CommandResult => ({ text, code: 0 });
export const refused = (text: string, code = 1): CommandResult => ({ text, code });

/** Runs a command on the database of this installation, brought up to date, and prints what it has to say. */
export async function runCommand(work: (orm: MikroORM, settings: Settings) => Promise<CommandResult>): Promise<void> {
  const { text, code } = await onDatabase(work).catch((error: unknown) => {
    if (error instanceof EnvError) return refused(error.message);
    throw error;
  });
  process.stdout.write(`${text}\n`);
  process.exitCode = code;
}

async function onDatabase(work: Parameters<typeof runCommand>[0]): Promise<CommandResult> {
  const settings = settingsFrom(readEnv());
  // Loaded only now: what they import may read the environment.
  const { EmbeddedPostgresError, hasDatabase } = await import('../composition.ts');
  const { openDatabaseOf } = await import('./examine.ts');
  const { migrate } = await import('../platform/orm/migrate.ts');
  if (!settings.database && !hasDatabase(settings.dataDir)) return refused('There is no database yet: start Patchbay.');
  await using running = new AsyncDisposableStack();
  try {
    const orm = await openDatabaseOf(settings, running);
    await migrate(orm);
    return await work(orm, settings);
  } catch (error) {
    if (!(error instanceof EmbeddedPostgresError)) throw error;
    return refused(error.code === 'DATA_DIR_IN_USE' ? HELD : error.message);
  }
}
