import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test as base } from '@playwright/test';
import { type Host, startHost } from './connect-host.ts';
import { STATES } from './connect-states.ts';
import { elsewhere } from './fixtures.ts';
import { shiftOf, watchShift } from './layout-shift.ts';
import { partitioned } from './partitioned-browser.ts';

const test = base.extend<object, { host: Host }>({
  extraHTTPHeaders: async ({ browserName: _ }, use) => use(elsewhere()),
  host: [
    async ({ playwright }, use, { project }) => {
      const request = await playwright.request.newContext({ extraHTTPHeaders: elsewhere() });
      const host = await startHost({ baseURL: project.use.baseURL ?? '', request });
      await use(host);
      await host.close();
      await request.dispose();
    },
    { scope: 'worker' },
  ],
});

test.use({ launchOptions: partitioned });

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const LOCALES = ['en', 'de', 'fr', 'es', 'pt-BR', 'ja', 'ar'];
const BRANDED = { background: '#fff7ed', accent: '#ea580c', text: '#431407', radius: 20 };

type State = keyof typeof STATES;

interface Looked {
  locale: string;
  states: State[];
  theme?: Record<string, unknown>;
}

/** The states that have most of the texts, in every language; all states in English. */
const LOOKED: Record<string, Looked> = {
  ...Object.fromEntries(
    LOCALES.map((locale) => [locale, { locale, states: ['list', 'key missing', 'opened elsewhere'] }] as const),
  ),
  'the page': { locale: 'en', states: ['nothing found', 'nothing offered', 'not loaded', 'ended meanwhile'] },
  'no page': { locale: 'en', states: ['offline', 'loading', 'lost', 'idle window'] },
  'its windows': { locale: 'en', states: ['key refused', 'two ways', 'disconnect', 'declined'] },
  'a frame': { locale: 'en', states: ['frame, another window'] },
  'a frame without windows': { locale: 'en', states: ['frame, blocked'] },
  'the colors of a host': { locale: 'en', states: ['list', 'key refused'], theme: BRANDED },
};

/** On the narrowest screen of a phone, where most goes wrong. */
for (const [name, { locale, states, theme = {} }] of Object.entries(LOOKED)) {
  test.describe(() => {
    test.use({ locale, viewport: { width: 320, height: 720 } });
    test(`accessible in light and dark, and nothing is cut off at 320 px: ${name}`, async ({ page, host }) => {
      for (const state of states) {
        await page.emulateMedia({ colorScheme: 'light' });
        const endUser = { id: `${name} ${state}`, name: 'Vera Rubin' };
        await STATES[state]({ page, host, session: { locale, theme, endUser } });
        expect(await overflow(page), state).toBeLessThanOrEqual(0);
        expect((await axe(page)).violations, `${state}, light`).toEqual([]);
        await page.emulateMedia({ colorScheme: 'dark' });
        expect((await axe(page)).violations, `${state}, dark`).toEqual([]);
        await page.unrouteAll({ behavior: 'ignoreErrors' });
      }
    });
  });
}

/** What is around our frame is the host's own page, and only an example. */
const axe = (page: Page) => {
  const isOurs = /\/(connect|oauth)\//.test(page.url());
  const builder = new AxeBuilder({ page }).withTags(TAGS).include(isOurs ? 'html' : 'patchbay-connect');
  // Without frames, no page of axe's own has to bring their results together.
  return builder.setLegacyMode(isOurs).analyze();
};

const overflow = async (page: Page): Promise<number> => {
  const widths = page.frames().map((frame) => frame.evaluate(() => document.documentElement.scrollWidth - innerWidth));
  return Math.max(...(await Promise.all(widths)));
};

test('nothing moves by itself while the list comes, however late each answer is', async ({ page, host }) => {
  await watchShift(page);
  const [painted, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await page.route('**/connect/trpc/open', (route) => painted.promise.then(() => route.continue()));
  await page.route('**/connect/trpc/{apps,connections}', (route) => answered.promise.then(() => route.continue()));
  await page.goto(await host.createSession());
  await page.locator('.starting').evaluate((element) =>
    Promise.all(
      element
        .getAnimations()
        .slice(0, 1)
        .map((one) => one.finished),
    ),
  );
  painted.resolve();
  await expect(page.getByTestId('loading')).toBeVisible();
  answered.resolve();
  await expect(page.getByRole('button', { name: 'Show more' })).toBeVisible();
  expect(await shiftOf(page)).toBeLessThan(0.02);
});

test('no theme recolors or moves what is said about the host', async ({ page, host }) => {
  const look = async (theme: Record<string, unknown>) => {
    await page.goto(await host.createSession({ theme }));
    await expect(page.getByTestId('available')).toBeVisible();
    return page.getByTestId('identity').evaluate((element) => {
      const { color, backgroundColor } = getComputedStyle(element);
      const { x, y, width, height } = element.getBoundingClientRect();
      return { color, backgroundColor, x, y, width, height };
    });
  };
  const plain = await look({});
  expect(plain).toMatchObject({ x: 0, y: 0, color: 'rgb(255, 255, 255)' });
  const disguise = { mode: 'dark', background: '#1b2126', text: '#1b2126', accent: '#1b2126', radius: 24 };
  expect(await look(disguise)).toEqual(plain);
});

test('by the keyboard alone: found, connected, disconnected', async ({ page, host }) => {
  await page.goto(await host.createSession());
  await expect(page.getByRole('heading', { name: 'Connect your apps' })).toBeFocused();
  await tabTo(page, 'Search apps');
  await page.keyboard.type('  SLACK ');
  await expect(page.getByRole('listitem')).toHaveCount(1);
  await tabTo(page, 'Connect: Slack');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Connect Slack' })).toBeFocused();
  await tabTo(page, 'Continue to Slack');
  const address = page.url();
  await page.keyboard.press('Enter');
  await tabTo(page, 'Approve');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Back at the product: 200' })).toBeVisible();

  await page.goto(address);
  await tabTo(page, 'Disconnect: Slack');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Disconnect Slack?' })).toBeFocused();
  await tabTo(page, 'Disconnect');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-app=slack]')).toHaveAttribute('data-status', 'added');
  await expect(page.locator('[data-app=slack] button')).toBeFocused();
});

test('without a network at first, the same link works from the page’s own button', async ({ page, host }) => {
  await STATES.offline({ page, host, session: { locale: 'en', theme: {} } });
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByTestId('available')).toBeVisible();
});

test('the first load is at most 110 kB over the wire, and 70 kB of it JavaScript', async ({ page, host }) => {
  const url = await host.createSession();
  const network = await page.context().newCDPSession(page);
  const types = new Map<string, string>();
  const bytes = { all: 0, scripts: 0 };
  const byType: Record<string, number> = {};
  network.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type));
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes.all += encodedDataLength;
    const type = types.get(requestId) ?? 'Other';
    byType[type] = (byType[type] ?? 0) + encodedDataLength;
    if (types.get(requestId) === 'Script') bytes.scripts += encodedDataLength;
  });
  await network.send('Network.enable');
  await page.goto(url);
  await expect(page.getByTestId('available')).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(bytes.scripts).toBeGreaterThan(20_000);
  expect(bytes.scripts).toBeLessThanOrEqual(70_000);
  expect(bytes.all, JSON.stringify(byType)).toBeLessThanOrEqual(110_000);
});

/** Presses Tab until this has the focus, as far as a person would. */
async function tabTo(page: Page, name: string): Promise<void> {
  const target = page.getByRole('button', { name, exact: true }).or(page.getByRole('searchbox', { name }));
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab never reaches “${name}”`);
}
