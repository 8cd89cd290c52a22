import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { join } from './join.ts';
import { answer, card, connect, listenToCommits, openConsent } from './walk.ts';

const goHome = async (page: Page) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Home', exact: true })).toBeVisible();
};
const step = (page: Page, name: string) => page.locator(`[data-step="${name}"]`);
const finding = (page: Page, code: string) => page.locator(`[data-testid="finding"][data-finding="${code}"]`);
const tile = (page: Page, name: string) => page.locator(`[data-tile="${name}"]`);
const badge = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).getByTestId('attention');

test(
  'a new person comes from an empty workspace to an event that arrives, without leaving the app',
  { tag: '@smoke' },
  async ({ member }) => {
    await goHome(member);
    await expect(member.getByTestId('checklist')).toContainText('0 of 5 done');
    await step(member, 'connected').getByRole('link', { name: 'Choose an app' }).click();
    await member.getByRole('searchbox').fill('github');
    await card(member, 'github')
      .getByRole('button', { name: /^Add to workspace/ })
      .click();
    const window = await openConsent(member, card(member, 'github').getByRole('button', { name: /^Connect/ }));
    await answer(window, 'Approve');
    await expect(card(member, 'github')).toContainText('Connected');

    await goHome(member);
    await expect(step(member, 'connected')).toHaveAttribute('data-done', 'true');
    await step(member, 'triggerEnabled').getByRole('link', { name: 'Choose a trigger of GitHub' }).click();
    await member.getByRole('button', { name: 'Enable Commit Event' }).click();
    await member.getByLabel('Owner').fill('ada');
    await member.getByLabel('Repo').fill('engine');
    await member.getByTestId('enable').click();
    await expect(member.getByTestId('subscription').getByTestId('state')).toHaveText('Listening');

    await goHome(member);
    await step(member, 'keyOrEndpoint').getByRole('button', { name: 'Add test endpoint' }).click();
    await expect(step(member, 'keyOrEndpoint')).toHaveAttribute('data-done', 'true');
    await step(member, 'eventReceived').getByRole('button', { name: 'Simulate an event' }).click();
    await expect(step(member, 'eventReceived')).toHaveAttribute('data-done', 'true');
    await expect(member.locator('[data-activity="events"]')).toContainText('1 in 14 days, 0 not delivered');
    await expect(member.getByTestId('checklist')).toContainText('4 of 5 done');

    await member.getByRole('button', { name: 'Hide the checklist' }).click();
    await expect(member.getByTestId('checklist')).toHaveCount(0);
    await goHome(member);
    await expect(tile(member, 'connected')).toContainText('1');
    await expect(member.getByTestId('checklist')).toHaveCount(0);
  },
);

test('access that ends is on Home and in the navigation at once, and Reconnect there ends it', async ({ member }) => {
  const connection = await connect(member, 'slack');
  await member.goto(connection);
  const other = await member.context().newPage();
  await goHome(other);
  await expect(other.getByTestId('needs-you')).toContainText('Everything works.');
  await expect(badge(other, 'Applications')).toHaveCount(0);

  await member.getByRole('button', { name: 'Expire access' }).click();
  await expect(finding(other, 'grant_ended')).toContainText('Slack');
  await expect(badge(other, 'Applications')).toHaveText(/^1/);
  await expect(tile(other, 'attention')).toContainText('1');
  await expect(other.getByTestId('lately').first()).toHaveAttribute('data-type', 'connection.expired');

  const window = await openConsent(other, finding(other, 'grant_ended').getByRole('button', { name: /^Reconnect/ }));
  await answer(window, 'Approve');
  await expect(finding(other, 'grant_ended')).toHaveCount(0);
  await expect(badge(other, 'Applications')).toHaveCount(0);
});

test('an endpoint that breaks is named with its waiting deliveries, and one click leads to it', async ({ member }) => {
  await member.goto('/settings/endpoints');
  await member.getByRole('button', { name: 'Add test endpoint' }).click();
  await member.getByTestId('endpoint').getByRole('link').click();
  await member.getByRole('button', { name: 'Break endpoint' }).click();
  await expect(member.getByRole('button', { name: 'Repair endpoint' })).toBeVisible();
  await member.getByRole('button', { name: 'Send test event' }).click();
  await expect(member.getByTestId('endpoint-state')).toHaveText('Failing');
  await expect(badge(member, 'Settings')).toHaveText(/^1/);

  await goHome(member);
  const row = finding(member, 'endpoint_failing');
  await expect(row).toContainText('Endpoint Sandbox receiver');
  await expect(row).toContainText('1 delivery is waiting');
  await row.getByRole('link', { name: /^Open endpoint/ }).click();
  await member.getByRole('button', { name: 'Repair endpoint' }).click();
  await member.getByRole('button', { name: 'Send test event' }).click();
  await expect(member.getByTestId('endpoint-state')).toHaveText('Healthy');
  await expect(badge(member, 'Settings')).toHaveCount(0);
});

test('the numbers of a chart are in a table behind it', async ({ member }) => {
  const connection = await connect(member, 'github');
  await listenToCommits(member, connection);
  await member.getByRole('button', { name: /^Simulate an event/ }).click();
  // A page load would end the call.
  await expect(member.getByText('Event sent').first()).toBeVisible();
  await goHome(member);
  const events = member.locator('[data-activity="events"]');
  await expect(events).toContainText('1 in 14 days');
  await events.getByText('Show as a table').click();
  await expect(events.getByRole('table', { name: 'Events per day' }).getByRole('row')).toHaveCount(15);
  await expect(
    events.getByRole('table', { name: 'Events by app' }).getByRole('row', { name: 'GitHub 1 0' }),
  ).toBeVisible();
});

test('a viewer sees what is wrong, and whom to ask', async ({ member, browser, baseURL }) => {
  const connection = await connect(member, 'slack');
  await member.goto(connection);
  await member.getByRole('button', { name: 'Expire access' }).click();
  await expect(member.getByTestId('status')).toHaveText('Needs attention');
  const { page, leave } = await join(member, browser, { role: 'viewer', baseURL: baseURL ?? '' });
  await goHome(page);
  await finding(page, 'grant_ended')
    .getByRole('button', { name: /^Ask an admin/ })
    .click();
  await expect(page.getByRole('dialog')).toContainText('Ada Lovelace');
  await page.goto(connection);
  await expect(page.getByTestId('sandbox')).toHaveCount(0);
  await leave();
});
