import type { BrowserWindow } from '../driver.ts';
import { fill, openedBy, press, see, seeHeading, untilClosed, untilPath } from '../steps.ts';
import { addApp, card, connect, row, signUp, statusIn } from './member.ts';
import type { Walk, WalkPlace } from './walk.ts';

/** The walks of a member of a workspace. */
export const IN_THE_APP: Record<string, Walk> = {
  'sign-up': {
    title: 'sign up, and be signed in after a reload',
    run: async (place) => {
      const window = await signUp(place);
      await window.goto(place.url);
      await seeHeading(window, 'Home');
      await press(window, { role: 'link', name: 'Marketplace' });
      await seeHeading(window, 'Marketplace');
    },
  },
  popup: {
    title: 'add an app and connect it in a window, which shows the outcome and closes',
    run: async ({ driver, url }) => {
      const window = await signUp({ driver, url });
      await addApp(window, { url, app: 'slack' });
      const consent = await connect(driver, window, card('slack'));
      await untilClosed(driver, consent);
      await see(window, card('slack'), 'Manage');
    },
  },
  redirect: {
    title: 'connect in the same tab when the browser opens no window, and come back to where it began',
    blocksWindows: true,
    run: async ({ driver, url }) => {
      const window = await signUp({ driver, url });
      await addApp(window, { url, app: 'slack' });
      await window.goto(`${url}/applications`);
      await press(window, { role: 'button', name: 'Connect', within: row('slack') });
      await see(window, `${row('slack')} li`, 'Window blocked');
      await press(window, { role: 'button', name: 'Continue in this tab', within: row('slack') });
      await press(window, { role: 'button', name: 'Approve' });
      await see(window, '[data-testid="return-page"]', 'Slack is connected');
      await untilPath(window, '/applications');
      await see(window, statusIn(row('slack')), 'Connected');
    },
  },
  live: {
    title: 'a second window shows each status without a reload',
    run: async ({ driver, url }) => {
      const window = await signUp({ driver, url });
      await addApp(window, { url, app: 'slack' });
      const second = await driver.openWindow();
      await second.goto(`${url}/applications`);
      await see(second, statusIn(row('slack')), 'Added');
      await second.evaluate(markPage, null);
      const consent = await openedBy(driver, () =>
        press(window, { role: 'button', name: 'Connect', within: card('slack') }),
      );
      await see(second, statusIn(row('slack')), 'Pending');
      await press(consent, { role: 'button', name: 'Approve' });
      await see(second, statusIn(row('slack')), 'Connected');
      await see(second, row('slack'), 'ada@example.com');
      if (!(await second.evaluate(isMarked, null))) throw new Error('the second window was loaded again');
    },
  },
  events: {
    title: 'listen to a trigger, and see its event arrive without a reload, with its data',
    run: async ({ driver, url }) => {
      const window = await signUp({ driver, url });
      await addApp(window, { url, app: 'github' });
      await window.goto(`${url}/applications`);
      await connect(driver, window, row('github'));
      const connection = await connectionOf(window);
      await window.goto(`${url}/applications/${connection.id}/triggers`);
      await press(window, { role: 'button', name: 'Enable Commit event' });
      await fill(window, 'Owner', 'ada');
      await fill(window, 'Repo', 'engine');
      await press(window, { css: '[data-testid="enable"]' });
      await see(window, '[data-testid="subscription"] [data-testid="state"]', 'Listening');

      await window.goto(`${url}/events`);
      await see(window, '[data-testid="event"][data-type="connection.connected"]', 'Connected');
      await fire({ driver, url }, connection.account.id);
      await see(window, TRIGGER_EVENT, 'Commit event');
      await press(window, { css: `${TRIGGER_EVENT} a` });
      await see(window, '[role="dialog"] [data-testid="payload"]', 'message: "Sample message"');
    },
  },
};

const TRIGGER_EVENT = '[data-testid="event"][data-type="trigger.message"]';

/** Fires the trigger of this account on the sandbox's page for people. */
async function fire({ driver, url }: WalkPlace, account: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const sandbox = await driver.openWindow();
  await sandbox.goto(`http://${hostname}:${Number(port) + 1}/sandbox`);
  await press(sandbox, { role: 'button', name: 'Fire', within: 'li', withText: `on ${account}` });
}

interface Connection {
  id: string;
  account: { id: string };
}

/** The only connection of this person. */
async function connectionOf(window: BrowserWindow): Promise<Connection> {
  const connection = await window.evaluate(onlyConnection, null);
  if (!connection) throw new Error('there is no connection');
  return connection;
}

/** Runs in the page. */
async function onlyConnection(): Promise<Connection | undefined> {
  const get = async <Data>(path: string, headers: Record<string, string> = {}) =>
    ((await (await fetch(`/trpc/${path}`, { headers })).json()) as { result: { data: Data } }).result.data;
  const { workspace } = await get<{ workspace: { id: string } }>('session.get');
  const { items } = await get<{ items: Connection[] }>('connections.list', { 'x-patchbay-workspace': workspace.id });
  return items[0];
}

/** Runs in the page. */
function markPage(): void {
  Object.assign(globalThis, { isMarked: true });
}

/** Runs in the page. */
function isMarked(): boolean {
  return 'isMarked' in globalThis;
}
