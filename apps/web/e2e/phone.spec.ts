import { expect, test } from './fixtures.ts';
import { addApp, connect, row } from './walk.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test(
  'everything can be reached and done on a phone, and nothing is wider than it',
  { tag: '@smoke' },
  async ({ member }) => {
    await connect(member, 'slack');
    await row(member, 'slack')
      .getByRole('button', { name: /^Manage/ })
      .click();
    await expect(member.getByRole('heading', { name: 'Slack' })).toBeVisible();
    for (const path of [
      '/marketplace',
      '/marketplace?app=slack',
      '/applications',
      '/account',
      '/settings/general',
      '/settings/members',
      '/no/such/page',
    ]) {
      await member.goto(path);
      await member.waitForLoadState('load');
      const excess = await member.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(excess, path).toBeLessThanOrEqual(0);
    }
  },
);

// Toasts covered the tab bar while they were open, and an error stays until it is closed.
test('toasts do not cover the navigation', async ({ member }) => {
  await addApp(member);
  const toast = member.getByRole('listitem').filter({ hasText: 'Slack added' });
  await expect(toast).toBeVisible();
  const bar = await member.getByRole('navigation', { name: 'Main' }).boundingBox();
  await expect
    .poll(async () => {
      const box = await toast.boundingBox();
      return (box?.y ?? 0) + (box?.height ?? 0);
    })
    .toBeLessThanOrEqual(bar?.y ?? 0);
});

test('a workspace with a name of eighty letters widens no page', async ({ member }) => {
  await member.setViewportSize({ width: 390, height: 844 });
  await member.goto('/settings/general');
  await member.getByLabel('Name', { exact: true }).fill('W'.repeat(80));
  await member.getByLabel('Name', { exact: true }).press('Enter');
  await expect(member.getByRole('status').getByText('Saved.')).toBeVisible();
  for (const path of ['/settings/general', '/settings/members', '/marketplace', '/applications']) {
    await member.goto(path);
    await expect(member.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await member.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390);
  }
});

test('the row of tabs shows the current one, which names the page', async ({ member }) => {
  await addApp(member);
  await member.goto('/applications');
  await row(member, 'slack').getByRole('link', { name: 'Slack' }).click();
  await expect(member).toHaveTitle('Slack · Patchbay');
  await member.goto(`${member.url()}/danger`);
  const tabs = member.getByRole('navigation', { name: 'Sections of this connection' });
  await expect(tabs.getByRole('link', { name: 'Danger zone' })).toBeInViewport({ ratio: 1 });
  await expect(tabs).toHaveClass(/\bbefore\b/);
  await expect(member).toHaveTitle('Slack · Danger zone · Patchbay');
  await tabs.getByRole('link', { name: 'Activity' }).click();
  await expect(member).toHaveTitle('Slack · Activity · Patchbay');
  await member.goto('/settings/endpoints');
  await expect(member.getByRole('link', { name: 'Endpoints' })).toBeInViewport({ ratio: 1 });
});
