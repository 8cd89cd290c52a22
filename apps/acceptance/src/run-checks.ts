import { type Check, NotAsExpected, Skipped } from './check.ts';
import type { World } from './world.ts';

export interface Result {
  name: string;
  expected: string;
  /** `failed`: the result was different, or the check threw. */
  outcome: 'as expected' | 'failed' | 'skipped';
  seen: string;
}

/** Runs the checks one after the other, and stops before the next one when `signal` is aborted. */
export async function* runChecks(checks: Check[], world: World, signal: AbortSignal): AsyncGenerator<Result> {
  for (const check of checks) {
    if (signal.aborted) return;
    const { name, expected } = check;
    yield { name, expected, ...(await outcomeOf(() => check.run(world))) };
  }
}

async function outcomeOf(run: () => Promise<string>): Promise<Pick<Result, 'outcome' | 'seen'>> {
  try {
    return { outcome: 'as expected', seen: await run() };
  } catch (error) {
    if (error instanceof Skipped) return { outcome: 'skipped', seen: error.message };
    if (error instanceof NotAsExpected) return { outcome: 'failed', seen: error.message };
    return { outcome: 'failed', seen: `it broke: ${error instanceof Error ? error.message : String(error)}` };
  }
}
