import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SEED } from '../support/cases.ts';
import { comeToRest, drainAndCheck, overdue, startInstallation } from '../support/installation.ts';
import { blocksOf, happened, SHORT_FLOWS } from './blocks.ts';
import { cutLives, MOMENT } from './cut-lives.ts';

/**
 * Two servers, killed (SIGKILL) while they do something, one or both at once, and started again. After that nothing is
 * lost, doubled, stuck or orphaned. `npm run test:crash` kills a thousand times.
 */
const KILLS = Number(process.env['PATCHBAY_KILLS'] ?? 4);

it.each(blocksOf(fc.sample(MOMENT, { numRuns: KILLS, seed: SEED })))(
  'kills $first to $last lose, double, block and orphan nothing',
  async ({ moments }) => {
    await using all = await startInstallation({ env: SHORT_FLOWS });
    for (const moment of moments) {
      const victims = all.servers.filter((_, index) => moment.both || index === moment.which);
      await cutLives(all, moment, async () => {
        await Promise.all(victims.map((server) => server.kill()));
        await Promise.all(victims.map((server) => server.start()));
      });
      expect(await overdue(all)).toEqual([]);
      expect(all.servers.every(({ runs }) => runs)).toBe(true);
    }
    expect(await comeToRest(all)).toEqual([]);
    expect(await drainAndCheck(all)).toEqual([]);
    expect(await happened(all)).toBeGreaterThan(moments.length * 2);
  },
  60_000 + KILLS * 30_000,
);
