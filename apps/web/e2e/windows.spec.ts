import { expect, test } from './fixtures.ts';
import { addApp, answer, card, goToApplications, openConsent, status } from './walk.ts';

test('a blocked window becomes a link in the page', async ({ member, context }) => {
  await member.addInitScript(() => {
    globalThis.open = () => null;
  });
  await member.reload();
  const slack = await addApp(member);
  await slack.getByRole('button', { name: /^Connect/ }).click();
  const note = slack.getByTestId('popup-blocked');
  await expect(note).toContainText('Window blocked.');
  const [window] = await Promise.all([
    context.waitForEvent('page'),
    note.getByRole('link', { name: /^Open page/ }).click(),
  ]);
  await answer(window, 'Approve');
  await expect(status(slack)).toHaveText('Connected');
});

test('the same flow in this tab leads back to where it started', { tag: '@smoke' }, async ({ member }) => {
  await member.addInitScript(() => {
    globalThis.open = () => null;
  });
  await member.reload();
  await addApp(member);
  const place = await goToApplications(member, 'slack');
  await place.getByRole('button', { name: /^Connect/ }).click();
  await expect(place.getByRole('listitem').first()).toHaveText('Window blocked');
  await place.getByRole('button', { name: 'Continue in this tab' }).click();
  await answer(member, 'Approve');
  await expect(member.getByTestId('return-page')).toContainText('Slack is connected');
  await member.waitForURL('**/applications');
  await expect(status(place)).toHaveText('Connected');
});

test('the return page trusts the server, not its own address', async ({ member }) => {
  await addApp(member);
  const place = await goToApplications(member, 'slack');
  const id = await place.getAttribute('data-id');
  await member.goto(`/return/connected?connection=${id}`);
  await expect(member.getByTestId('return-page')).toContainText('Slack wasn’t connected');
  await member.goto('/return/connected');
  await expect(member.getByTestId('return-page')).toContainText('match this to a connection');
});

test('the return page offers nothing to press before it knows what happened', async ({ member }) => {
  await addApp(member);
  const id = await (await goToApplications(member, 'slack')).getAttribute('data-id');
  const { promise, resolve } = Promise.withResolvers<void>();
  await member.route('**/trpc/connections.get*', async (route) => {
    await promise;
    await route.continue();
  });
  await member.goto(`/return/connected?connection=${id}`);
  const page = member.getByTestId('return-page');
  await expect(page).toContainText('Checking your connection.');
  await expect(page.getByRole('button')).toHaveCount(0);
  resolve();
  await expect(page.getByRole('button', { name: 'Continue' })).toBeVisible();
});

test('Undo removes an added app', async ({ member }) => {
  await addApp(member);
  await member.getByRole('button', { name: 'Undo' }).click();
  await expect(card(member, 'slack').getByRole('button', { name: /^Add to workspace/ })).toBeVisible();
  await member.reload();
  await expect(card(member, 'slack').getByRole('button', { name: /^Add to workspace/ })).toBeVisible();
});

test('the Undo button disappears when connecting begins', async ({ member }) => {
  const slack = await addApp(member);
  await expect(member.getByRole('button', { name: 'Undo' })).toBeVisible();
  await openConsent(member, slack.getByRole('button', { name: /^Connect/ }));
  await expect(member.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  await expect(status(slack)).toHaveText('Pending');
});
