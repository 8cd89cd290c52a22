/** Pages for developers: the event catalog, the component to try, and lists of one end user. */
import { expect, signInAsAdmin, test } from './fixtures.ts';

test('the component is tried with a demo user, whose connection is then found by its end user', async ({ page }) => {
  await signInAsAdmin(page);
  await page.goto('/settings/connect-sessions/try');
  await page.getByRole('button', { name: 'Try it' }).click();
  const component = page.getByTestId('try-component').frameLocator('iframe');
  await component.getByRole('searchbox').fill('Trello');
  const opened = page.waitForEvent('popup');
  await component.getByRole('listitem').filter({ hasText: 'Trello' }).getByRole('button', { name: 'Connect' }).click();
  const window = await opened;
  await window.getByRole('button', { name: /^Continue to / }).click();
  await window.getByRole('button', { name: /approve|allow/i }).click();
  const events = page.getByRole('list', { name: 'Events of the component' });
  await expect(events).toContainText('Your back end: confirmed');
  await expect(events).toContainText('patchbay-code');
  await expect(events).toContainText('"code":"…"');
  await page.getByRole('button', { name: 'End' }).click();
  await expect(page.getByRole('button', { name: 'Try it' })).toBeVisible();

  await page.goto('/applications');
  const row = page.getByTestId('connection-row').filter({ hasText: 'Trello' });
  await row.getByTestId('end-user').getByRole('link').click();
  await expect(page).toHaveURL(/endUser=try-/);
  await expect(page.getByTestId('connection-row')).toHaveCount(1);
  await page.getByLabel('Tag').fill('plan');
  await page.getByLabel('Tag').blur();
  await expect(page.getByText('Enter a tag as name=value.')).toBeVisible();
  await page.getByLabel('Tag').fill('plan=pro');
  await page.getByLabel('Tag').blur();
  await expect(page.getByTestId('connection-row')).toHaveCount(0);
});

test('the event catalog has every type with an example', async ({ page }) => {
  await signInAsAdmin(page);
  await page.goto('/settings/event-catalog');
  const expired = page.getByTestId('catalog-event').filter({ hasText: 'connection.expired' });
  await expect(expired).toContainText('The grant ended');
  await expired.getByText('Example', { exact: true }).click();
  await expect(expired.locator('pre')).toContainText('"type": "connection.expired"');
});
