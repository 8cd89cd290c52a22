import type { Page } from '@playwright/test';
import { signInAsAdmin } from './fixtures.ts';
import { expect, test } from './fixtures.ts';
import { connect, listenToCommits } from './walk.ts';

/** Words that no German sentence has. Names of apps and what the provider says stay as they are. */
const ENGLISH = /\b(the|and|with|your|this|of|to|you|from|are|were|not|yet)\b/i;

/** What comes from elsewhere, in English. */
const FOREIGN =
  'code, pre, [lang="en"], [data-testid="app-card"] .text, [data-testid="triggers"] li p, [data-testid="actions"] li';

const PAGES = [
  '/marketplace',
  '/applications',
  '/events',
  '/account',
  '/settings/general',
  '/settings/members',
  '/settings/service-keys',
  '/settings/endpoints',
  '/settings/event-catalog',
  '/settings/connect-sessions',
  '/settings/connect-sessions/hosts',
];

const INSTALLATION_PAGES = [
  '/settings/catalog',
  '/settings/health',
  '/settings/sign-up',
  '/settings/workspaces',
  '/settings/installation-keys',
  '/settings/activity',
];

async function speakGerman(page: Page) {
  await page.goto('/account');
  await page.getByTestId('language-field').selectOption('de');
  await expect(page.getByRole('heading', { level: 1, name: 'Konto' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
}

/** Every sentence that a person sees or hears, without what comes from elsewhere. */
async function sentences(page: Page): Promise<string[]> {
  return page.evaluate((foreign) => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      if (text && !node.parentElement?.closest(`${foreign}, script, noscript`)) found.push(text);
    }
    for (const element of document.querySelectorAll('[aria-label], [placeholder], [title]')) {
      if (element.closest(foreign)) continue;
      for (const name of ['aria-label', 'placeholder', 'title']) found.push(element.getAttribute(name) ?? '');
    }
    return found;
  }, FOREIGN);
}

async function isGermanOn(page: Page, path: string) {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  const english = (await sentences(page)).filter((sentence) => ENGLISH.test(sentence));
  expect.soft(english, path).toEqual([]);
  expect.soft(await page.title(), path).not.toMatch(ENGLISH);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect.soft(width, `${path} is wider than the phone`).toBeLessThanOrEqual(390);
}

test('the app speaks German on every page, remembers it, and fits a phone', { tag: '@smoke' }, async ({ member }) => {
  const connection = await connect(member, 'github');
  await listenToCommits(member, connection);
  await speakGerman(member);
  await member.setViewportSize({ width: 390, height: 844 });
  for (const path of PAGES) await isGermanOn(member, path);
  for (const tab of ['', '/actions', '/triggers', '/log', '/code', '/activity', '/danger'])
    await isGermanOn(member, `${connection}${tab}`);

  await member.getByTestId('language').last().click();
  await member.getByRole('menuitemcheckbox', { name: 'English' }).click();
  await expect(member.locator('html')).toHaveAttribute('lang', 'en');
});

test('the pages of the installation speak German too', async ({ page }) => {
  await signInAsAdmin(page);
  await speakGerman(page);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of INSTALLATION_PAGES) await isGermanOn(page, path);
});

test('a visitor is spoken to in the language of the browser', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL: baseURL ?? '', locale: 'de-AT' });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: 'Anmelden' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await context.close();
});
