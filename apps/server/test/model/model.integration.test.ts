import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SEED } from '../support/cases.ts';
import { startTestApp } from '../support/test-app.ts';
import { ConnectionRun } from './connection-run.ts';
import { type Step, STEPS } from './steps.ts';

/**
 * Runs of random commands, provider facts, failures and time, one after the other and two at once, against the real use
 * cases and database; the machine of @patchbay/lifecycle is the model. `npm run test:model` makes 10,000 runs of 50 steps.
 */
const RUNS = Number(process.env['PATCHBAY_MODEL_RUNS'] ?? 24);
const STEPS_IN_A_RUN = Number(process.env['PATCHBAY_MODEL_STEPS'] ?? 25);
/** Runs on one database and sandbox; what they leave behind slows down those that follow. */
const RUNS_ON_ONE = Math.min(200, Math.ceil(RUNS / 2));

const step = fc.constantFrom(...STEPS);
/** The way that works, so that runs get far; everything else comes in between. */
const happy = fc.constant<Step[]>(['connect', 'approve', 'return']);
const single = step.map((one): Step[] => [one]);
const both = fc.tuple(step, step);
const moves = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: single },
    { weight: 1, arbitrary: happy },
    { weight: 1, arbitrary: both.map((pair) => ({ pair })) },
  ),
  {
    minLength: 1,
    maxLength: STEPS_IN_A_RUN,
    size: 'max',
  },
);

/** Each block begins afresh, from a seed of its own, so that a failure comes again without those before it. */
const BLOCKS = Array.from({ length: Math.ceil(RUNS / RUNS_ON_ONE) }, (_, index) => {
  const first = index * RUNS_ON_ONE + 1;
  const last = Math.min(RUNS, first + RUNS_ON_ONE - 1);
  // By turns, so that the short run has both.
  const policy = (['verified', 'recoverable'] as const)[index % 2] ?? 'verified';
  return { first, last, seed: SEED + index, policy };
});

it.each(BLOCKS)(
  `runs $first to $last of up to ${STEPS_IN_A_RUN} moves agree with the machine under $policy (seed $seed)`,
  async ({ first, last, seed, policy }) => {
    await using app = await startTestApp({ env: { ACTIVATION_POLICY: policy } });
    const pool = await app.deps.orm.em.getConnection().getNativeClient();
    const agrees = fc.asyncProperty(moves, async (list) => {
      const run = new ConnectionRun(app, pool);
      await run.begin();
      for (const move of list) {
        if ('pair' in move) await run.takeBoth(move.pair);
        else for (const one of move) await run.take(one);
      }
      expect(await run.drainAndCheck()).toEqual([]);
      await run.forget();
    });
    await fc.assert(agrees, { numRuns: last - first + 1, seed, endOnFailure: RUNS > 100 });
  },
  60_000 + Math.min(RUNS, RUNS_ON_ONE) * 60_000,
);
