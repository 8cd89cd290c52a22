import fc from 'fast-check';
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SEED } from '../support/cases.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { ConnectionRun, type Step, STEPS } from './connection-run.ts';

/**
 * Runs of random commands, provider facts, failures and time, one after the other and two at once, against the real use
 * cases and database; the machine of @patchbay/lifecycle is the model. `npm run test:model` makes 10,000 runs of 50 steps.
 */
const RUNS = Number(process.env['PATCHBAY_MODEL_RUNS'] ?? 24);
const STEPS_IN_A_RUN = Number(process.env['PATCHBAY_MODEL_STEPS'] ?? 25);
/** Runs on one database and sandbox; what they leave behind slows down those that follow. */
const RUNS_ON_ONE = 200;

let app: TestApp;
let pool: Pool;
let runs = 0;

beforeAll(start);
afterAll(() => app[Symbol.asyncDispose]());

async function start(): Promise<void> {
  app = await startTestApp();
  pool = await app.deps.orm.em.getConnection().getNativeClient();
}

async function startAfresh(): Promise<void> {
  await app[Symbol.asyncDispose]();
  await start();
}

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

it(
  `${RUNS} runs of up to ${STEPS_IN_A_RUN} moves agree with the machine`,
  async () => {
    await fc.assert(
      fc.asyncProperty(moves, async (list) => {
        if ((runs += 1) % RUNS_ON_ONE === 0) await startAfresh();
        const run = new ConnectionRun(app, pool);
        await run.begin();
        for (const move of list) {
          if ('pair' in move) await run.takeBoth(move.pair);
          else for (const one of move) await run.take(one);
        }
        expect(await run.settle()).toEqual([]);
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: RUNS > 100 },
    );
  },
  RUNS * 60_000,
);
