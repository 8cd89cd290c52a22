import fc from 'fast-check';
import { expect, it } from 'vitest';
import { verifierUrlOf } from '../support/attempts.ts';
import { SEED } from '../support/cases.ts';
import { comeToRest, drainAndCheck, overdue, startInstallation } from '../support/installation.ts';
import { happened, SHORT_FLOWS } from './blocks.ts';
import { CONFIRMING_MOMENT, cutLives } from './cut-lives.ts';

/** How many of the 1,000 of `npm run test:crash` are about the verifier. */
const KILLS = Math.ceil(Number(process.env['PATCHBAY_KILLS'] ?? 40) / 10);

it(
  'kills around a confirmation to the provider activate once or not at all, and leave no account behind',
  async () => {
    await using all = await startInstallation({ env: { ...SHORT_FLOWS, COMPOSIO_VERIFIER: 'on' } });
    const { sandbox } = all.inside;
    sandbox.control.setVerifier(verifierUrlOf(all.inside));
    for (const moment of fc.sample(CONFIRMING_MOMENT, { numRuns: KILLS, seed: SEED })) {
      const victims = all.servers.filter((_, index) => moment.both || index === moment.which);
      await cutLives(all, moment, async () => {
        await Promise.all(victims.map((server) => server.kill()));
        await Promise.all(victims.map((server) => server.start()));
      });
      expect(await overdue(all)).toEqual([]);
    }
    expect(await comeToRest(all)).toEqual([]);
    expect(await drainAndCheck(all)).toEqual([]);
    expect(await happened(all)).toBeGreaterThan(KILLS * 2);
  },
  60_000 + KILLS * 30_000,
);
