import { expect, test } from './fixtures.ts';
import { addApp, answer, card, choose, goToApplications, openConsent, row, status } from './walk.ts';

test('sign up, add Slack, connect, approve: connected without a reload, in a second tab too', async ({
  member,
  context,
}) => {
  const slack = await addApp(member);
  const second = await context.newPage();
  await second.goto('/applications');
  await expect(status(row(second, 'slack'))).toHaveText('Added');

  const window = await openConsent(member, slack.getByRole('button', { name: /^Connect/ }));
  await expect(status(slack)).toHaveText('Pending');
  await expect(status(row(second, 'slack'))).toHaveText('Pending');
  await expect(row(second, 'slack').getByTestId('pending-panel')).toContainText('Waiting for approval');

  const closed = window.waitForEvent('close');
  await answer(window, 'Approve');
  await expect(status(slack)).toHaveText('Connected');
  await expect(status(row(second, 'slack'))).toHaveText('Connected');
  await expect(row(second, 'slack')).toContainText('ada@example.com');
  await expect(slack.getByRole('button', { name: /^Manage/ })).toBeVisible();
  await expect(member.getByTestId('announcer')).toContainText('Slack is connected');
  // The window says what happened and goes by itself.
  await closed;
});

test('deny: back to Added, with the reason', async ({ member }) => {
  const slack = await addApp(member);
  const window = await openConsent(member, slack.getByRole('button', { name: /^Connect/ }));
  await answer(window, 'Deny');
  await expect(window.getByTestId('return-page')).toContainText('Slack was not connected');
  await expect(status(slack)).toHaveText('Added');
  const place = await goToApplications(member, 'slack');
  await expect(place.getByTestId('reason')).toContainText('Access was declined on the consent page');
});

test('closing the window leaves it pending, says so, and Continue opens a new one', async ({ member }) => {
  await addApp(member);
  const place = await goToApplications(member, 'slack');
  const window = await openConsent(member, place.getByRole('button', { name: /^Connect/ }));
  await window.close();
  await expect(place.getByTestId('pending-panel')).toContainText('The window seems to be closed');
  const again = await openConsent(member, place.getByRole('button', { name: /^Continue/ }));
  await answer(again, 'Approve');
  await expect(status(place)).toHaveText('Connected');
});

test('pending survives a reload, and another tab can go on with it', async ({ member, context }) => {
  await addApp(member);
  const place = await goToApplications(member, 'slack');
  await openConsent(member, place.getByRole('button', { name: /^Connect/ }));
  await expect(place.getByRole('button', { name: 'Copy link' })).toBeVisible();
  await member.reload();
  await expect(place.getByRole('timer')).toContainText(/\d:\d\d left/);
  // The link was in memory only.
  await expect(place.getByRole('button', { name: 'Copy link' })).toHaveCount(0);
  const other = await context.newPage();
  const there = await goToApplications(other, 'slack');
  const window = await openConsent(other, there.getByRole('button', { name: /^Continue/ }));
  await answer(window, 'Approve');
  await expect(status(place)).toHaveText('Connected');
});

test('cancel: back to Added, with the reason', async ({ member }) => {
  await addApp(member);
  const place = await goToApplications(member, 'slack');
  await openConsent(member, place.getByRole('button', { name: /^Connect/ }));
  await place.getByRole('button', { name: /^Cancel/ }).click();
  await expect(status(place)).toHaveText('Added');
  await expect(place.getByTestId('reason')).toContainText('The authorization was cancelled');
});

test('refresh status asks, and says when there is nothing new', async ({ member }) => {
  await addApp(member);
  const place = await goToApplications(member, 'slack');
  await openConsent(member, place.getByRole('button', { name: /^Connect/ }));
  await place.getByRole('button', { name: /^Refresh status/ }).click();
  await expect(member.getByText('Nobody has approved it yet.').first()).toBeVisible();
  await expect(status(place)).toHaveText('Pending');
});

test('disconnect lists what stops, then Added; remove takes it away', async ({ member }) => {
  const slack = await addApp(member);
  const window = await openConsent(member, slack.getByRole('button', { name: /^Connect/ }));
  await answer(window, 'Approve');
  await expect(status(slack)).toHaveText('Connected');

  const place = await goToApplications(member, 'slack');
  await choose(member, place, 'Disconnect');
  await expect(member.getByTestId('stops')).toContainText(/\d+ enabled actions of Slack/);
  await expect(member.getByTestId('stops')).toContainText('Access to ada@example.com is revoked');
  await member.getByRole('button', { name: 'Keep it' }).click();
  await expect(status(place)).toHaveText('Connected');

  await choose(member, place, 'Disconnect');
  await member.getByTestId('confirm-stop').click();
  await expect(status(place)).toHaveText('Added');

  await choose(member, place, 'Remove');
  await member.getByTestId('confirm-stop').click();
  await expect(place).toHaveCount(0);
  await expect(member.getByText('Nothing is plugged in yet')).toBeVisible();
});

test('an app that needs no sign-in is connected at once, without a window', async ({ member, context }) => {
  const app = await addApp(member, 'hackernews');
  await app.getByRole('button', { name: /^Connect/ }).click();
  await expect(status(card(member, 'hackernews'))).toHaveText('Connected');
  expect(context.pages()).toHaveLength(1);
});
