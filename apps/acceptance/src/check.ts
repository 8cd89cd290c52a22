import type { World } from './world.ts';

/** What a check saw, in a sentence for the report. Never a secret. */
export type Seen = string;

/** One thing that Patchbay takes for granted about the provider. */
export interface Check {
  name: string;
  /** What is expected, in a sentence. */
  expected: string;
  /** Answers what was seen. Throws `NotAsExpected`, or `Skipped` where it cannot be checked here. */
  run(world: World): Promise<Seen>;
}

/** Something else was seen. */
export class NotAsExpected extends Error {
  override name = 'NotAsExpected';
}

/** It could not be checked here; the message says what it needs. */
export class Skipped extends Error {
  override name = 'Skipped';
}

/** Throws `NotAsExpected` with what was seen instead. */
export function expectThat(holds: boolean, seen: Seen): asserts holds {
  if (!holds) throw new NotAsExpected(seen);
}
