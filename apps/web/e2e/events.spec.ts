import type { Page } from '@playwright/test';
import { isSigned, type Receiver, startReceiver } from '../../server/test/support/receiver.ts';
import { expect, test as base } from './fixtures.ts';
import { connect, fire, listenToCommits, triggerEvents } from './walk.ts';

const test = base.extend<{ receiver: Receiver }>({
  receiver: async ({ browserName: _ }, use) => {
    await using receiver = await startReceiver();
    await use(receiver);
  },
});

const event = triggerEvents;
const delivery = (page: Page) => page.getByTestId('delivery');

async function addEndpoint(page: Page, url: string): Promise<string> {
  await page.goto('/settings/endpoints');
  await page.getByRole('button', { name: 'New endpoint' }).click();
  await page.getByLabel('URL').fill(url);
  await page.getByRole('button', { name: 'Add endpoint' }).click();
  return (await page.getByTestId('new-secret').locator('code').textContent()) ?? '';
}

test(
  'a trigger is enabled, fires, arrives without a reload, and is delivered',
  { tag: '@smoke' },
  async ({ member, receiver }) => {
    const connection = await connect(member, 'github');
    const secret = await addEndpoint(member, receiver.url);
    await listenToCommits(member, connection);
    await member.goto('/events');
    await expect(member.locator('[data-testid=event][data-type="connection.connected"]')).toContainText('Connected');
    await expect(event(member)).toHaveCount(0);

    await fire(member);
    await expect(event(member)).toHaveCount(1, { timeout: 1_000 });
    await expect(event(member)).toContainText('Commit event');
    await expect(event(member).getByTestId('deliveries')).toHaveText('Delivered');
    const [message] = receiver.received;
    expect(message?.data).toMatchObject({ trigger: 'GITHUB_COMMIT_EVENT', app: 'github' });
    expect(message && isSigned(message, secret)).toBe(true);

    await event(member).getByRole('link').click();
    const details = member.getByRole('dialog');
    await expect(details.getByTestId('payload')).toContainText('message: "Sample message"');
    await expect(delivery(member)).toHaveCount(1);
    await details.getByTestId('replay').click();
    await expect(delivery(member)).toHaveCount(2);
    await expect(delivery(member).first()).toContainText('Delivered');
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual(
      Array.from({ length: 2 }, () => message?.headers['webhook-id']),
    );
    await member.keyboard.press('Escape');
    await expect(member).toHaveURL(/\/events$/);
  },
);

test('events that arrive while the reader has scrolled down wait behind a button', async ({ member }) => {
  await listenToCommits(member, await connect(member, 'github'));
  for (let times = 4; times > 0; times -= 1) await fire(member);
  await member.setViewportSize({ width: 1280, height: 300 });
  await member.goto('/events');
  await expect(event(member)).toHaveCount(4);
  await event(member).last().scrollIntoViewIfNeeded();
  await fire(member);
  await expect(member.getByTestId('new-events')).toHaveText('1 new event');
  await expect(event(member)).toHaveCount(4);
  await member.getByTestId('new-events').click();
  await expect(event(member)).toHaveCount(5);
  await expect(event(member).first()).toBeInViewport();
  await expect(member.getByTestId('new-events')).toHaveCount(0);
});

test('a failed delivery is retried on the schedule, and the endpoint is healthy once it succeeds', async ({
  member,
  receiver,
}) => {
  const connection = await connect(member, 'github');
  await addEndpoint(member, receiver.url);
  await listenToCommits(member, connection);
  receiver.answers.push(500);
  await fire(member);

  await member.goto('/settings/endpoints');
  await member.getByTestId('endpoint').getByRole('link').click();
  await expect(delivery(member)).toContainText('Retry scheduled');
  await expect(delivery(member)).toContainText('Answered 500');
  await expect(delivery(member).getByTestId('next-attempt')).toHaveText(/in 0:0\d|now/);
  await expect(member.getByTestId('endpoint-state')).toHaveText('Failing');
  await expect(delivery(member)).toContainText('Delivered', { timeout: 15_000 });
  await expect(delivery(member)).toContainText('2.Answered 204');
  await expect(member.getByTestId('endpoint-state')).toHaveText('Healthy');
  expect(receiver.received).toHaveLength(2);

  await member.getByRole('button', { name: 'Resend events' }).click();
  await expect(member.getByTestId('recovered')).toHaveText('Nothing was missed.');
  await member.getByRole('button', { name: 'Send test event' }).click();
  await expect(delivery(member).filter({ hasText: 'Test' })).toContainText('Delivered');
  expect(receiver.received).toHaveLength(3);
});

test('an event whose delivery keeps failing does not look like one that is pending', async ({ member, receiver }) => {
  const connection = await connect(member, 'github');
  await addEndpoint(member, receiver.url);
  await listenToCommits(member, connection);
  receiver.answers.push(500, 500);
  await fire(member);
  await member.goto('/events');
  await expect(event(member).getByTestId('deliveries')).toHaveText('Being retried');
  await expect.poll(() => receiver.received.length, { timeout: 15_000 }).toBe(2);

  await member.goto('/settings/endpoints');
  await expect(member.getByTestId('endpoint')).toContainText(/since \d+:\d\d [AP]M/);
  await member.getByTestId('endpoint').getByRole('link').click();
  await expect(member.getByTestId('why')).toContainText(/Failing since \d+:\d\d [AP]M\./);
  await member.getByRole('button', { name: 'Resend events' }).click();
  await expect(member.getByTestId('recovered')).toHaveText('Nothing to resend. 1 is still being retried.');
});

test('a form is checked before it is sent, and a trigger is turned off with Undo', async ({ member }) => {
  const connection = await connect(member, 'github');
  await member.goto(`${connection}/triggers`);
  await member.getByLabel('Search triggers').fill('commit');
  await member.getByRole('button', { name: 'Enable Commit Event' }).click();
  await member.getByTestId('enable').click();
  await expect(member.getByText('Required.')).toHaveCount(2);
  await expect(member.getByLabel('Owner')).toBeFocused();
  await member.getByLabel('Owner').fill('ada');
  await expect(member.getByText('Required.')).toHaveCount(1);
  await member.getByLabel('Repo').fill('engine');
  await member.getByLabel('Enable on new connections').check();
  await member.getByTestId('enable').click();

  const row = member.getByTestId('subscription');
  await expect(row).toContainText('owner: ada · repo: engine');
  await expect(row.getByRole('switch')).toBeChecked();
  await expect(member.getByTestId('automatic')).toContainText('GITHUB_COMMIT_EVENT');
  await member
    .getByTestId('automatic')
    .getByRole('button', { name: /^Remove/ })
    .click();
  await expect(row.getByRole('switch')).not.toBeChecked();

  await row.getByRole('button', { name: /^Turn off/ }).click();
  await expect(row).toHaveCount(0);
  await member.getByRole('button', { name: 'Undo' }).click();
  await expect(row.getByTestId('state')).toHaveText('Listening');

  await row.getByRole('button', { name: /^Change/ }).click();
  await expect(member.getByLabel('Owner')).toHaveValue('ada');
  await member.getByLabel('Repo').fill('difference');
  await member.getByTestId('enable').click();
  await expect(row).toContainText('repo: difference');
  await expect(row).toHaveCount(1);
});

test('secrets stay until they were copied, the next one next to the first', async ({ member, receiver }) => {
  const secret = await addEndpoint(member, receiver.url);
  await member.getByRole('button', { name: 'New endpoint' }).click();
  await member.getByLabel('URL').fill(`${receiver.url}/second`);
  await member.getByRole('button', { name: 'Add endpoint' }).click();
  const secrets = member.getByTestId('new-secret');
  await expect(secrets).toHaveCount(2);
  await expect(member.getByTestId('endpoint')).toHaveCount(2);
  await expect(secrets.first()).toContainText(secret);
  await expect(secrets.last()).toContainText(/Events to \S+\/second are signed/);
  await secrets.first().getByTestId('copied').click();
  await expect(secrets).toHaveCount(1);
  await expect(secrets).not.toContainText(secret);
});

test('a dialog lists what stops before an endpoint is removed', async ({ member, receiver }) => {
  await addEndpoint(member, receiver.url);
  await member.getByTestId('endpoint').getByRole('link').click();
  await member.getByRole('button', { name: 'Edit endpoint' }).click();
  await member.getByLabel('Description').fill('Data lake');
  await member.getByRole('button', { name: 'Save' }).click();
  await expect(member.getByText('Data lake')).toBeVisible();
  await member.getByRole('button', { name: 'Rotate secret' }).click();
  await expect(member.getByTestId('new-secret')).toContainText('stays valid for 24 hours');
  await member.getByRole('button', { name: 'Turn off' }).click();
  await expect(member.getByTestId('endpoint-state')).toHaveText('Off');
  await expect(member.getByRole('button', { name: 'Send test event' })).toBeDisabled();
  await member.getByRole('button', { name: 'Remove' }).click();
  await expect(member.getByTestId('stops')).toContainText('It receives no more events: Trigger event · all apps.');
  await member.getByTestId('confirm-remove').click();
  await expect(member.getByText('No endpoints yet.')).toBeVisible();
});
