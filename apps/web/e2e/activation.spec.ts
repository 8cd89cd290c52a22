import { readFileSync } from 'node:fs';
import { type Browser, expect, test } from '@playwright/test';
import type { Variant } from '../../server/test/support/attack-host.ts';
import { AttackInstallation } from './attack-installation.ts';
import { Caller, startConnecting } from './attack-people.ts';
import { SHORT_RUN, type Situation, SITUATIONS, type World } from './situations.ts';

/**
 * Connection fixation in a real browser: Mallory starts, Victor approves, and Mallory's page on another site
 * (127.0.0.1 against localhost) does what it can. Under `verified` nothing activates; what activates under
 * `recoverable` is in the docs.
 */
test.describe.configure({ mode: 'serial' });
test.setTimeout(90_000);

const PORT = Number(process.env.E2E_PORT ?? 3900) + 30;

/** The long run: all situations, under both policies. */
const isFull = process.env.PATCHBAY_ACTIVATION === 'full';

const VARIANTS: Variant[] = [
  { policy: 'verified', verifier: 'off' },
  { policy: 'verified', verifier: 'on' },
  // The long run, `npm run test:activation`, also fills the other column of the table.
  ...(isFull ? [{ policy: 'recoverable', verifier: 'off' } as const] : []),
];

interface Found extends Variant {
  what: string;
  activated: boolean;
}

let host: AttackInstallation;
const found: Found[] = [];

test.beforeAll(async () => {
  test.setTimeout(180_000);
  host = await AttackInstallation.start(PORT);
});

test.afterAll(() => host.stop());

for (const variant of VARIANTS) {
  test.describe(`ACTIVATION_POLICY=${variant.policy}, verifier ${variant.verifier}`, () => {
    let world: Omit<World, 'started' | 'attackPage'>;

    test.beforeAll(async ({ browser }) => {
      test.setTimeout(180_000);
      const { url, silentPort } = await host.call('start', variant);
      const [mallory, victim] = await Promise.all([person(browser, url, 'Mallory'), person(browser, url, 'Victor')]);
      world = { host, url, silentPort, mallory, victim };
    });

    test.afterAll(async () => {
      await world.mallory.context.close();
      await world.victim.context.close();
    });

    for (const situation of isFull ? SITUATIONS : SHORT_RUN) {
      const activates = variant.policy === 'recoverable' && situation.recovers;
      test(`${situation.what}: ${activates ? 'activated' : 'not activated'}`, async () => {
        const activated = await activatesBy(world, situation);
        found.push({ ...variant, what: situation.what, activated });
        expect(activated).toBe(activates);
        // Other people behind the same address are not locked out.
        expect(await world.victim.sessionStatus()).toBe(200);
      });
    }
  });
}

test('the table in the docs says the same', () => {
  const text = readFileSync(new URL('../../../docs/activation.md', import.meta.url), 'utf8');
  const cells = (line: string) => line.split('|').map((cell) => cell.trim());
  const rows = text.split('\n').map((line) => cells(line).slice(1, -1).join('|'));
  for (const { what, recovers } of SITUATIONS)
    expect(rows).toContain(`${what}|not activated|${recovers ? '**activated**' : 'not activated'}`);
  for (const line of tableOf(found)) process.stdout.write(`${line}\n`);
});

/** The observed table: a row per situation, a column per variant. */
function tableOf(all: Found[]): string[] {
  const cell = (what: string, { policy, verifier }: Variant) => {
    const one = all.find((each) => each.what === what && each.policy === policy && each.verifier === verifier);
    return one ? (one.activated ? 'activated' : 'not activated') : 'not played';
  };
  const rows = SITUATIONS.map(({ what }) => [what, ...VARIANTS.map((variant) => cell(what, variant))]);
  const head = ['what happens', ...VARIANTS.map(({ policy, verifier }) => `${policy}, verifier ${verifier}`)];
  return [head, ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

async function person(browser: Browser, url: string, name: string): Promise<Caller> {
  return new Caller(await browser.newContext(), url).signUp(name);
}

/** Plays a situation, and lets Mallory try everything that might turn the approval into a connection. */
async function activatesBy(given: Omit<World, 'started' | 'attackPage'>, { play }: Situation): Promise<boolean> {
  const attackPage = await given.victim.context.newPage();
  const address = `http://127.0.0.1:${given.silentPort}/attack`;
  await attackPage.route(address, (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Win a prize</h1>' }));
  await attackPage.goto(address);
  const started = await startConnecting(given.mallory);
  await play({ ...given, attackPage, started });
  await attackPage.close();
  return becomesActive(given, started.id);
}

async function becomesActive({ mallory, host: own }: Pick<World, 'mallory' | 'host'>, id: string): Promise<boolean> {
  for (const seconds of [0, 61, 61, 600]) {
    await own.call('pass', { seconds });
    await own.call('sweep');
    const { connection } = await mallory.call<{ connection: { status: string } }>('connections.refresh', { id });
    if (connection.status !== 'active') continue;
    await mallory.call('connections.disconnect', { id });
    return true;
  }
  return false;
}
