/** Pages for developers: the event catalog, the component to try, and lists of one end user. */
import { expect, signInAsAdmin, test } from './fixtures.ts';

const ONE_PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGPokr8GAAK2AYDycXmGAAAAAElFTkSuQmCC',
  'base64',
);

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
  await page.getByRole('button', { name: 'Stop' }).click();
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

test('branding is edited beside a preview, and is there the next time', async ({ page }) => {
  await signInAsAdmin(page);
  await page.goto('/settings/connect-sessions/hosts');
  const host = page.getByTestId('connect-host').first();
  await host.getByRole('button', { name: /^Branding of/ }).click();
  const form = page.getByRole('dialog', { name: 'Branding' });
  const preview = form.getByTestId('branding-preview');
  await form.getByLabel('Product name').fill('Acme Robots');
  await form.getByLabel('Accent').fill('#8a1fd6');
  await form.getByLabel('Logo').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: ONE_PIXEL });
  await expect(preview).toContainText('Acme Robots');
  await expect(preview.getByText('Connect', { exact: true })).toHaveCSS('background-color', 'rgb(138, 31, 214)');
  await expect(preview.locator('img')).toHaveJSProperty('naturalWidth', 1);
  await form.getByRole('button', { name: 'Save branding' }).click();
  await expect(form).toBeHidden();

  await host.getByRole('button', { name: /^Branding of/ }).click();
  await expect(form.getByLabel('Product name')).toHaveValue('Acme Robots');
  await expect(preview.locator('img')).toHaveJSProperty('naturalWidth', 1);
  await form.getByLabel('Product name').fill('');
  await form.getByRole('button', { name: 'Reset Accent' }).click();
  await form.getByRole('button', { name: 'Remove logo' }).click();
  await form.getByRole('button', { name: 'Save branding' }).click();
  await expect(form).toBeHidden();
});
