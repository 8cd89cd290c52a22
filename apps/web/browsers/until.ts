import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds that a person's patience lasts, on a busy machine. */
const DEADLINE = Number(process.env.PATCHBAY_BROWSERS_DEADLINE ?? 20_000);
/** Milliseconds between two looks at a page: each one is a message to the browser. */
const INTERVAL = 50;

/** Looks until there is something to be seen. A look that fails counts as nothing: the page may be navigating. */
export async function until<Found>(what: string, look: () => Promise<Found>): Promise<NonNullable<Found>> {
  const end = performance.now() + DEADLINE;
  let cause: unknown;
  do {
    try {
      const found = await look();
      if (found) return found;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await pause(INTERVAL);
  } while (performance.now() < end);
  throw new Error(`waited ${DEADLINE / 1000} seconds for ${what}`, { cause });
}
