import type { World } from './world.ts';

/** The result of a check, as a sentence for the report. Never contains a secret. */
export type Seen = string;

/** One assumption of Patchbay about the provider. */
export interface Check {
  name: string;
  /** The expected result, as a sentence. */
  expected: string;
  /** Returns the result. Throws `NotAsExpected`, or `Skipped` if it cannot be checked here. */
  run(world: World): Promise<Seen>;
}

/** The result was different. */
export class NotAsExpected extends Error {
  override name = 'NotAsExpected';
}

/** It could not be checked here; the message says what is needed. */
export class Skipped extends Error {
  override name = 'Skipped';
}

/** Throws `NotAsExpected` with the actual result. */
export function expectThat(holds: boolean, seen: Seen): asserts holds {
  if (!holds) throw new NotAsExpected(seen);
}
