import { expect, test } from './fixtures.ts';
import { addApp, goToApplications, openConsent, answer, status } from './walk.ts';

test('shows when it is offline and catches up when it is back', { tag: '@smoke' }, async ({ member, context }) => {
  await addApp(member);
  const place = await goToApplications(member, 'slack');
  const other = await context.newPage();
  const there = await goToApplications(other, 'slack');
  const before = await there.boundingBox();
  await other.evaluate(() => dispatchEvent(new Event('offline')));
  await expect(other.getByTestId('offline')).toBeVisible();
  // The notice does not move the text that the person reads.
  expect(await there.boundingBox()).toEqual(before);
  const window = await openConsent(member, place.getByRole('button', { name: /^Connect/ }));
  await answer(window, 'Approve');
  await expect(status(place)).toHaveText('Connected');
  await other.evaluate(() => dispatchEvent(new Event('online')));
  await expect(other.getByTestId('offline')).toHaveCount(0);
  await expect(status(there)).toHaveText('Connected');
});

test('a page that was never opened waits for the network, and shows that', async ({ member, context }) => {
  await expect(member.getByTestId('app-card').first()).toBeVisible();
  await context.setOffline(true);
  await member.getByRole('link', { name: 'Events', exact: true }).click();
  await expect(member.getByText('This page can’t be opened while you’re offline').first()).toBeVisible();
  await expect(member.getByTestId('app-card').first()).toBeVisible();
  await context.setOffline(false);
  await member.waitForURL('**/events');
  await expect(member.getByRole('heading', { level: 1, name: 'Events' })).toBeVisible();
});
