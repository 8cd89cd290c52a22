import { expect, test } from './fixtures.ts';
import { connect, row } from './walk.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test('everything can be reached and done on a phone, and nothing is wider than it', async ({ member }) => {
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
});
