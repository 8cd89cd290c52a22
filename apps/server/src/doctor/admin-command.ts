import type { MikroORM } from '@mikro-orm/postgresql';
import { readEnv } from '../env.ts';
import { operatorSentence } from '../operator-error.ts';
import { type Settings, settingsFrom } from '../settings.ts';

const HELD = 'A running Patchbay has the database to itself. Stop it, do this again, and start it again.';

/** What a command of the operator has to say, and its exit code. */
export interface CommandResult {
  text: string;
  code: number;
}

export const said = (text: string): CommandResult => ({ text, code: 0 });
export const refused = (text: string, code = 1): CommandResult => ({ text, code });

/** What a command does on the database of this installation, brought up to date. */
type Work = (orm: MikroORM, settings: Settings) => Promise<CommandResult>;

/** Runs a command and prints what it has to say. */
export async function runCommand(work: Work): Promise<void> {
  print(await onDatabase(work).catch(sentence));
}

export function print({ text, code }: CommandResult): void {
  process.stdout.write(`${text}\n`);
  process.exitCode = code;
}

/** Of a failure that the operator can set right; a bug is thrown on. */
export function sentence(error: unknown): CommandResult {
  const text = operatorSentence(error);
  if (text === undefined) throw error;
  return refused(text);
}

/** For a command that takes no words: one that it did not read would be taken for obeyed. */
export function refuseWords(command: string): boolean {
  const words = process.argv.slice(2);
  if (words.length > 0) print(refused(`npm run ${command} takes no arguments, and was given ${words.join(' ')}.`, 2));
  return words.length > 0;
}

async function onDatabase(work: Work): Promise<CommandResult> {
  const settings = settingsFrom(readEnv());
  // Loaded only now: what they import may read the environment.
  const { EmbeddedPostgresError, hasDatabase } = await import('../composition.ts');
  const { openDatabaseOf } = await import('./examine.ts');
  const { migrate } = await import('../platform/orm/migrate.ts');
  if (!settings.database && !hasDatabase(settings.dataDir)) return refused('There is no database yet: start Patchbay.');
  await using running = new AsyncDisposableStack();
  try {
    // A person waits at the terminal, and can try again.
    const orm = await openDatabaseOf({ ...settings, databaseWaitMs: 0 }, running, { onlyLook: false });
    await migrate(orm);
    return await work(orm, settings);
  } catch (error) {
    if (error instanceof EmbeddedPostgresError && error.code === 'DATA_DIR_IN_USE') return refused(HELD);
    throw error;
  }
}
