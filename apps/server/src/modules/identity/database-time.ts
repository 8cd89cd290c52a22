import type { BetterAuthPlugin } from 'better-auth';
import type { DatabaseClock } from '../../platform/database-clock.ts';

type Skewed = Pick<DatabaseClock, 'skewMs'>;

/**
 * better-auth reads the time from `Date`, which is this process's clock: a process that is an hour ahead would delete
 * sessions that have an hour left. So the times it stores and reads are converted to and from the database's clock,
 * which is authoritative.
 */
export function databaseTime(clock: Skewed): BetterAuthPlugin {
  return {
    id: 'database-time',
    // better-auth builds everything else on the adapter that is returned here (1.7, `runPluginInit`).
    init: ({ adapter }) => ({ context: { adapter: translated(adapter, clock) } }),
  };
}

function translated<Adapter extends object>(adapter: Adapter, clock: Skewed): Adapter {
  return new Proxy(adapter, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      if (name === 'transaction') {
        return (work: (inner: object) => unknown) =>
          member.call(target, (inner: object) => work(translated(inner, clock))) as unknown;
      }
      return async (...given: unknown[]) => {
        const ms = wholeSeconds(clock.skewMs);
        return shifted(
          await member.apply(
            target,
            given.map((each) => shifted(each, -ms)),
          ),
          ms,
        );
      };
    },
  });
}

/** Whole seconds, so that a process with the right clock changes no time at all. */
function wholeSeconds(ms: number): number {
  return Math.round(ms / 1000) * 1000;
}

/** `value` with every date in it shifted by `ms`. */
function shifted(value: unknown, ms: number): unknown {
  if (ms === 0) return value;
  if (value instanceof Date) return new Date(value.getTime() + ms);
  if (Array.isArray(value)) return value.map((each) => shifted(each, ms));
  if (typeof value !== 'object' || value === null || !isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shifted(each, ms)]));
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
