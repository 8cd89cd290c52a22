import { expect, test } from './fixtures.ts';
import { addApp, answer, card, choose, goToApplications, openConsent, row, status } from './walk.ts';

test(
  'sign up, add Slack, connect, approve: connected without a reload, in a second tab too',
  { tag: '@smoke' },
  async ({ member, context }) => {
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
    // The window shows the outcome and closes by itself.
    await closed;
  },
);

test('deny: back to Added, with the reason', { tag: '@smoke' }, async ({ member }) => {
  const slack = await addApp(member);
  const window = await openConsent(member, slack.getByRole('button', { name: /^Connect/ }));
  await answer(window, 'Deny');
  await expect(window.getByTestId('return-page')).toContainText('Slack wasn’t connected');
  await expect(status(slack)).toHaveText('Added');
  const place = await goToApplications(member, 'slack');
  await expect(place.getByTestId('reason')).toContainText('Access was declined on the approval page');
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

test('pending survives a reload, and another tab can continue it', async ({ member, context }) => {
  await addApp(member);
  const place = await goToApplications(member, 'slack');
  await openConsent(member, place.getByRole('button', { name: /^Connect/ }));
  await expect(place.getByRole('button', { name: 'Copy link' })).toBeVisible();
  await member.reload();
  await expect(place.getByRole('timer')).toContainText(/\d:\d\d left/);
  await expect(place).toContainText('Closed the window? Continue opens it again.');
  // The link was in memory only, so this is a new one.
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await place.getByRole('button', { name: 'Copy link' }).click();
  await expect(member.getByText('Link copied').first()).toBeVisible();
  const window = await context.newPage();
  await window.goto(await member.evaluate(() => navigator.clipboard.readText()));
  await window.getByRole('button', { name: 'Approve' }).waitFor();

  const other = await context.newPage();
  const there = await goToApplications(other, 'slack');
  const buttons = there.getByTestId('pending-panel').getByRole('button');
  await expect(buttons).toHaveText(['Continue', 'Copy link', 'Refresh status', 'Cancel']);
  const again = await openConsent(other, there.getByRole('button', { name: /^Continue/ }));
  await expect(buttons).toHaveText(['Continue', 'Copy link', 'Refresh status', 'Cancel']);
  await answer(again, 'Approve');
  await expect(status(place)).toHaveText('Connected');
});

test('cancel: back to Added, with the reason', { tag: '@smoke' }, async ({ member }) => {
  await addApp(member);
  const place = await goToApplications(member, 'slack');
  await openConsent(member, place.getByRole('button', { name: /^Connect/ }));
  await place.getByRole('button', { name: /^Cancel/ }).click();
  await expect(status(place)).toHaveText('Added');
  await expect(place.getByTestId('reason')).toContainText('The approval was canceled');
});

test('refresh status asks the provider, and says when nothing has changed', async ({ member }) => {
  await addApp(member);
  const place = await goToApplications(member, 'slack');
  await openConsent(member, place.getByRole('button', { name: /^Connect/ }));
  await place.getByRole('button', { name: /^Refresh status/ }).click();
  await expect(member.getByText('Still waiting for approval').first()).toBeVisible();
  await expect(status(place)).toHaveText('Pending');
});

test('disconnect lists what stops, then Added; remove removes it', async ({ member }) => {
  const slack = await addApp(member);
  const window = await openConsent(member, slack.getByRole('button', { name: /^Connect/ }));
  await answer(window, 'Approve');
  await expect(status(slack)).toHaveText('Connected');

  const place = await goToApplications(member, 'slack');
  await choose(member, place, 'Disconnect');
  await expect(member.getByTestId('stops')).toContainText(/\d+ enabled actions of Slack/);
  await expect(member.getByTestId('stops')).toContainText(
    'The connection to ada@example.com is deleted. Slack may still list',
  );
  // The overlay of a modal was once three quarters of the color of a card, which looked like milk over a light page.
  await expect(member.locator('[data-slot="overlay"]')).toHaveCSS('background-color', /\/ 0\.4\)$/);
  await member.getByRole('button', { name: 'Cancel' }).click();
  await expect(status(place)).toHaveText('Connected');

  await choose(member, place, 'Disconnect');
  await member.getByTestId('confirm-stop').click();
  await expect(status(place)).toHaveText('Added');

  await choose(member, place, 'Remove');
  await member.getByTestId('confirm-stop').click();
  await expect(place).toHaveCount(0);
  await expect(member.getByText('No apps yet')).toBeVisible();
});

test('an app that needs no sign-in is connected right away, without a window', async ({ member, context }) => {
  const app = await addApp(member, 'hackernews');
  await app.getByRole('button', { name: /^Connect/ }).click();
  await expect(status(card(member, 'hackernews'))).toHaveText('Connected');
  expect(context.pages()).toHaveLength(1);
});

/** Everything by keyboard: the focus moves to the element's replacement, and never to the top of the page. */
test('the focus stays in the row: after a dialog, and when the focused button disappears', async ({
  member,
  context,
}) => {
  await addApp(member);
  const place = await goToApplications(member, 'slack');
  const opened = context.waitForEvent('page');
  await place.getByRole('button', { name: /^Connect/ }).focus();
  await member.keyboard.press('Enter');
  const window = await opened;
  await window.getByRole('button', { name: 'Approve' }).waitFor();
  await expect(place.getByRole('button', { name: /^Continue/ })).toBeFocused();
  await place.getByRole('button', { name: /^Cancel/ }).focus();
  await member.keyboard.press('Enter');
  await expect(place.getByRole('button', { name: /^Connect/ })).toBeFocused();

  const more = place.getByRole('button', { name: /^More for/ });
  // The first time the dialog has to be loaded, and the menu is gone by then.
  for (let time = 1; time <= 2; time += 1) {
    await more.focus();
    await member.keyboard.press('Enter');
    await member.getByRole('menuitem', { name: 'Remove' }).press('Enter');
    await expect(member.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await member.keyboard.press('Escape');
    await expect(member.getByRole('dialog')).toHaveCount(0);
    await expect(more).toBeFocused();
  }
  await choose(member, place, 'Remove');
  await expect(member.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await member.getByTestId('confirm-stop').press('Enter');
  await expect(place).toHaveCount(0);
  await expect(member.locator('#content')).toBeFocused();
});
