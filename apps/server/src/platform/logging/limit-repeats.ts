import type { LogFn, Logger } from 'pino';
import { databaseTrouble, TROUBLE_SENTENCES } from '../errors/database-trouble.ts';

/** Milliseconds between two lines of one cause. */
const EVERY_MS = 60_000;

const [WARN, FATAL] = [40, 60];

interface Fields {
  err?: unknown;
  /** Names a source that may log floods of lines: for each of its errors one line a minute is written. */
  limitBy?: string;
}

type LogArguments = Parameters<LogFn>;

/**
 * A pino hook: of lines with the same cause, one a minute is written, with the number of those suppressed since. Each kind of database
 * failure is one cause, whichever component meets it; other lines opt in with `limitBy`. Suppressed lines are written at level
 * debug. Without this, one second without a database would fill the log.
 */
export function limitRepeats() {
  const leftOut = new Map<string, number>();

  function open(cause: string, write: (fields: object, message: string) => void): void {
    leftOut.set(cause, 0);
    setTimeout(() => {
      const count = leftOut.get(cause) ?? 0;
      leftOut.delete(cause);
      if (count === 0) return;
      write({ cause, leftOut: count }, `the same again: ${count} more lines in the last minute`);
      open(cause, write);
    }, EVERY_MS).unref();
  }

  // pino calls it with the logger as `this`, which counts as a parameter.
  // oxlint-disable-next-line max-params
  return function limited(this: Logger, args: LogArguments, method: LogFn, level: number): void {
    const [fields, message] = args as [unknown, unknown];
    const found = level >= WARN && level < FATAL && isFields(fields) ? causeOf(fields) : undefined;
    if (!found || !isFields(fields)) return method.apply(this, args);
    const { limitBy: _, ...rest } = fields;
    const count = leftOut.get(found.cause);
    if (count !== undefined) {
      leftOut.set(found.cause, count + 1);
      return this.debug(rest, String(message));
    }
    const write = (more: object, text: string) => method.apply(this, [more, text] as unknown as LogArguments);
    write({ ...rest, cause: found.cause }, `${String(message)}${found.says}`);
    open(found.cause, write);
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !(value instanceof Error);
}

function causeOf({ err, limitBy }: Fields): { cause: string; says: string } | undefined {
  const trouble = databaseTrouble(unwrapped(err));
  if (trouble) return { cause: `database ${trouble}`, says: `: the database ${TROUBLE_SENTENCES[trouble]}` };
  if (limitBy === undefined) return undefined;
  const detail = err instanceof Error ? `: ${'code' in err ? String(err.code) : err.message}` : '';
  return { cause: `${limitBy}${detail}`, says: '' };
}

/** What callers are told is a coded error with the database's own as its cause. */
function unwrapped(err: unknown): unknown {
  return err instanceof Error && 'code' in err && err.code === 'UNAVAILABLE' ? err.cause : err;
}
