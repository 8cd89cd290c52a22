import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';
import { accountOf } from './sandbox.ts';

/** Steps of most browser tests, named like a person would. */
export function card(page: Page, app: string): Locator {
  return page.locator(`article[data-app="${app}"]`);
}

export function row(page: Page, app: string): Locator {
  return page.locator(`[data-testid="connection-row"][data-app="${app}"]`);
}

export async function addApp(page: Page, app = 'slack'): Promise<Locator> {
  await page.goto(`/marketplace?q=${app}`);
  await card(page, app)
    .getByRole('button', { name: /^Add to workspace/ })
    .click();
  await expect(card(page, app).getByRole('button', { name: /^Connect/ })).toBeEnabled();
  return card(page, app);
}

/** Presses a button that opens the consent window, and waits until its page is there. */
export async function openConsent(page: Page, button: Locator): Promise<Page> {
  const [window] = await Promise.all([page.context().waitForEvent('page'), button.click()]);
  await window.getByRole('button', { name: 'Approve' }).waitFor();
  return window;
}

export async function answer(window: Page, button: 'Approve' | 'Deny'): Promise<void> {
  await window.getByRole('button', { name: button, exact: true }).click();
}

export async function goToApplications(page: Page, app: string): Promise<Locator> {
  await page.goto('/applications');
  await expect(row(page, app)).toBeVisible();
  return row(page, app);
}

/** A menu item of a row. */
export async function choose(page: Page, place: Locator, item: string): Promise<void> {
  await place.getByRole('button', { name: /^More for/ }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

/** Adds an app and connects it; returns the page of the connection. */
export async function connect(page: Page, app: string): Promise<string> {
  await addApp(page, app);
  const place = await goToApplications(page, app);
  const window = await openConsent(page, place.getByRole('button', { name: /^Connect/ }));
  await answer(window, 'Approve');
  await expect(status(place)).toHaveText('Connected');
  return `/applications/${await place.getAttribute('data-id')}`;
}

/** Enables a trigger with the form, and leaves the page of the connection open. */
export async function listenToCommits(page: Page, connection: string): Promise<void> {
  await page.goto(`${connection}/triggers`);
  await page.getByRole('button', { name: 'Enable Commit Event' }).click();
  await page.getByLabel('Owner').fill('ada');
  await page.getByLabel('Repo').fill('engine');
  await page.getByTestId('enable').click();
  await expect(page.getByTestId('subscription').getByTestId('state')).toHaveText('Listening');
}

/** Fires the trigger of this person's account, on the sandbox's page for people. */
export async function fire(page: Page): Promise<void> {
  const account = await accountOf(page);
  const { hostname, port } = new URL(page.url());
  const sandbox = await page.context().newPage();
  await sandbox.goto(`http://${hostname}:${Number(port) + 1}/sandbox`);
  const trigger = sandbox.locator('li', { hasText: `on ${account}` });
  await trigger.getByRole('button', { name: 'Fire' }).click();
  await expect(sandbox.getByRole('heading', { name: 'Triggers' })).toBeVisible();
  await sandbox.close();
}

export function status(place: Locator): Locator {
  return place.getByTestId('status');
}

/** The rows of trigger messages on the Events page, which also shows what happened to connections. */
export function triggerEvents(page: Page): Locator {
  return page.locator('[data-testid="event"][data-type="trigger.message"]');
}
