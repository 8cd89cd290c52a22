/** Every page of the web app: with nothing in it, with a workspace that is in use, and while things fail. */
import type { Page } from '@playwright/test';
import { signInAsAdmin, signUp, test } from '../e2e/fixtures.ts';
import { accountOf, breakProvider, expireAccount, WITH_KEY } from '../e2e/sandbox.ts';
import { addApp, connect, fire, listenToCommits } from '../e2e/walk.ts';
import { ADMIN_PAGES, PAGES, PUBLIC_PAGES, TABS } from './pages.ts';
import { takePictures } from './take.ts';

/** The address of the workspace that the page shows. */
const workspaceOf = (page: Page) => /\/w\/[^/]+/.exec(new URL(page.url()).pathname)?.[0] ?? '';

function below(base: string, pages: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(pages).map(([name, path]) => [name, `${base}/${path}`]));
}

function tabsOf(base: string, connection: string): Record<string, string> {
  return Object.fromEntries(TABS.map((tab) => [`connection-${tab || 'overview'}`, `${base}${connection}/${tab}`]));
}

test('signed out', async ({ page }) => {
  await page.goto('/sign-in');
  await takePictures(page, { state: 'out', pages: PUBLIC_PAGES });
});

test('empty', async ({ page }) => {
  await signUp(page);
  await takePictures(page, { state: 'empty', pages: below(workspaceOf(page), PAGES) });
});

test('in use', async ({ page }) => {
  await signInAsAdmin(page);
  const connection = await connect(page, 'github');
  await listenToCommits(page, connection);
  await fire(page);
  for (const app of ['slack', 'gmail', 'notion']) await connect(page, app);
  await addApp(page, 'linear');
  await page.goto('/marketplace');
  const base = workspaceOf(page);
  const pages = { ...below(base, { ...PAGES, ...ADMIN_PAGES }), ...tabsOf(base, connection) };
  await takePictures(page, { state: 'full', pages });
});

test('while things fail', async ({ page }) => {
  await signUp(page);
  const connection = await connect(page, 'slack');
  await expireAccount(await accountOf(page));
  await addApp(page, 'github');
  const base = workspaceOf(page);
  await takePictures(page, { state: 'failing', pages: { ...below(base, PAGES), ...tabsOf(base, connection) } });
});

test.describe('an installation', () => {
  test.use({ baseURL: WITH_KEY });

  test('whose key the provider rejects', async ({ page }) => {
    await signInAsAdmin(page);
    const base = workspaceOf(page);
    await breakProvider([{ match: { path: '*' }, status: 401 }]);
    try {
      await page.goto('/settings/health');
      await page.getByRole('button', { name: 'Check now' }).click();
      await page.locator('[data-check="provider"][data-status="failed"]').waitFor();
      const { home, marketplace, events } = PAGES;
      const pages = below(base, { home, marketplace, events, 'system-health': ADMIN_PAGES['system-health'] });
      await takePictures(page, { state: 'rejected', pages });
    } finally {
      await breakProvider([]);
    }
  });
});
