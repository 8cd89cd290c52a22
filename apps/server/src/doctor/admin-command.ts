import type { MikroORM } from '@mikro-orm/postgresql';
import { readEnv } from '../env.ts';
import { operatorSentence } from '../operator-error.ts';
import { type Settings, settingsFrom } from '../settings.ts';

const HELD = 'A running Patchbay has the database to itself. Stop it, do this again, and start it again.';

/** The output of an operator's command, and its exit code. */
export interface CommandResult {
  text: string;
  code: number;
}

export const said = (text: string): CommandResult => ({ text, code: 0 });
export const refused = (text: string, code = 1): CommandResult => ({ text, code });

/** What a command does with the installation's database, after migrations. */
type Work = (orm: MikroORM, settings: Settings) => Promise<CommandResult>;

/** Runs a command and prints its output. */
export async function runCommand(work: Work): Promise<void> {
  print(await onDatabase(work).catch(sentence));
}

export function print({ text, code }: CommandResult): void {
  process.stdout.write(`${text}\n`);
  process.exitCode = code;
}

/** For a failure that the operator can fix; a bug is rethrown. */
export function sentence(error: unknown): CommandResult {
  const text = operatorSentence(error);
  if (text === undefined) throw error;
  return refused(text);
}

/** For a command without arguments: otherwise an ignored argument would seem to have worked. */
export function refuseWords(command: string): boolean {
  const words = process.argv.slice(2);
  if (words.length > 0) print(refused(`npm run ${command} takes no arguments, and was given ${words.join(' ')}.`, 2));
  return words.length > 0;
}

async function onDatabase(work: Work): Promise<CommandResult> {
  const settings = settingsFrom(readEnv());
  // Loaded here and not at the top, because its imports may read the environment.
  const { EmbeddedPostgresError, hasDatabase } = await import('../composition.ts');
  const { openDatabaseOf } = await import('./examine.ts');
  const { migrate } = await import('../platform/orm/migrate.ts');
  if (!settings.database && !hasDatabase(settings.dataDir)) return refused('There is no database yet: start Patchbay.');
  await using running = new AsyncDisposableStack();
  try {
    // A person is waiting at the terminal, and can try again.
    const orm = await openDatabaseOf({ ...settings, databaseWaitMs: 0 }, running, { onlyLook: false });
    await migrate(orm);
    return await work(orm, settings);
  } catch (error) {
    if (error instanceof EmbeddedPostgresError && error.code === 'DATA_DIR_IN_USE') return refused(HELD);
    throw error;
  }
}
