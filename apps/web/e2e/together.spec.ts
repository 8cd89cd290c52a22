import type { Browser, Page } from '@playwright/test';
import { elsewhere, expect, newPerson, signUp, test, watch } from './fixtures.ts';
import { addApp, card, connect, fire, goToApplications, listenToCommits, openConsent, status } from './walk.ts';

test('two people race on one connection: one result, one who is told', async ({ member, browser, baseURL }) => {
  await addApp(member);
  const { page: other, leave } = await join(member, browser, { role: 'admin', baseURL: baseURL ?? '' });
  const mine = await goToApplications(member, 'slack');
  const theirs = await goToApplications(other, 'slack');
  // The slower one still has the old version on the screen: no news reaches them before they press.
  await other.route('**/trpc/connections.watch*', (route) => route.abort());
  await other.reload();
  await expect(status(theirs)).toHaveText('Added');

  await openConsent(member, mine.getByRole('button', { name: /^Connect/ }));
  await theirs.getByRole('button', { name: /^Connect/ }).click();
  await expect(
    other.getByText('Somebody changed this connection in the meantime.', { exact: false }).first(),
  ).toBeVisible();
  await expect(status(theirs)).toHaveText('Pending');
  await expect(status(mine)).toHaveText('Pending');
  await expect(theirs.getByTestId('pending-panel')).toContainText('Ada Lovelace started this');
  await leave();
});

test('adding twice: the second one learns that it is there', async ({ member, browser, baseURL }) => {
  const { page: other, leave } = await join(member, browser, { role: 'admin', baseURL: baseURL ?? '' });
  await other.route('**/trpc/connections.watch*', (route) => route.abort());
  await other.goto('/marketplace?q=slack');
  await expect(card(other, 'slack').getByRole('button', { name: /^Add to workspace/ })).toBeVisible();
  await addApp(member);
  await card(other, 'slack')
    .getByRole('button', { name: /^Add to workspace/ })
    .click();
  await expect(other.getByText('Slack is already here').first()).toBeVisible();
  await expect(card(other, 'slack').getByRole('button', { name: /^Connect/ })).toBeVisible();
  await leave();
});

test('a member may add but has to ask an admin to connect', async ({ member, browser, baseURL }) => {
  const { page: other, leave } = await join(member, browser, { role: 'member', baseURL: baseURL ?? '' });
  await other.goto('/marketplace?q=slack');
  await card(other, 'slack')
    .getByRole('button', { name: /^Add to workspace/ })
    .click();
  await card(other, 'slack')
    .getByRole('button', { name: /^Ask an admin/ })
    .click();
  await expect(other.getByRole('dialog')).toContainText('Ada Lovelace');
  await other.keyboard.press('Escape');
  await expect(card(other, 'slack').getByRole('button', { name: /^Ask an admin/ })).toBeFocused();
  await leave();
});

interface Guest {
  page: Page;
  /** Ends the visit, and fails the test for what should not have happened in it. */
  leave: () => Promise<void>;
}

test('a member sees triggers and events, and asks an admin for more', async ({ member, browser, baseURL }) => {
  const connection = await connect(member, 'github');
  await listenToCommits(member, connection);
  await fire(member);
  const { page: other, leave } = await join(member, browser, { role: 'member', baseURL: baseURL ?? '' });
  await other.goto(`${connection}/triggers`);
  await expect(other.getByTestId('subscription')).toContainText('owner: ada · repo: engine');
  await expect(other.getByTestId('triggers').getByRole('listitem').first()).toBeVisible();
  await expect(other.getByRole('button', { name: /^(Enable|Change|Turn off)/ })).toHaveCount(0);
  await other.getByRole('button', { name: 'Ask an admin', exact: true }).click();
  await expect(other.getByRole('dialog')).toContainText('Choose the triggers of GitHub');
  await other.goto('/events');
  await other.getByTestId('event').getByRole('link').click();
  await expect(other.getByTestId('payload')).toBeVisible();
  await expect(other.getByTestId('replay')).toHaveCount(0);
  await other.goto('/settings/endpoints');
  await expect(other.getByText('Endpoints are for admins')).toBeVisible();
  await leave();
});

/** Invites somebody, who signs up by the link and joins. */
async function join(
  owner: Page,
  browser: Browser,
  { role, baseURL }: { role: string; baseURL: string },
): Promise<Guest> {
  const grace = newPerson('Grace Hopper');
  await owner.goto('/settings/members');
  await owner.getByLabel('E-mail').fill(grace.email);
  await owner.getByLabel('Role', { exact: false }).first().selectOption(role);
  await owner.getByRole('button', { name: 'Invite' }).click();
  const link = await owner.getByTestId('invite-link').locator('code').innerText();

  const context = await browser.newContext({ baseURL, extraHTTPHeaders: elsewhere() });
  const problems = watch(context, baseURL);
  const page = await context.newPage();
  await signUp(page, grace);
  await page.goto(new URL(link).pathname);
  await page.getByRole('button', { name: 'Join the workspace' }).click();
  await expect(page.getByTestId('workspace').first()).toContainText('Ada');
  const leave = async () => {
    await context.close();
    // Those that cut the event stream off on purpose.
    expect(problems.filter((problem) => !/EventSource|ERR_FAILED/.test(problem))).toEqual([]);
  };
  return { page, leave };
}
