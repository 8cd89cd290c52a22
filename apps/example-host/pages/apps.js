import { openConnect } from './connect/index.js';
import { get, post } from './calls.js';
import { openHeadless } from './headless.js';

const element = (id) => document.querySelector(id);
const say = (text) => (element('#message').textContent = text);

/** The back end confirms with who is signed in here. */
async function confirm({ sessionId, code }) {
  try {
    await post('/complete', { sessionId, code });
    say('Connected.');
  } catch (error) {
    say(error.message);
  }
  await refresh();
}

// Before anything is awaited, or the component has asked already when we begin to listen.
const component = element('patchbay-connect');
component.addEventListener('patchbay-session', async () => (component.url = (await post('/sessions')).url));
component.addEventListener('patchbay-code', async ({ detail }) => {
  await confirm(detail);
  component.settled(detail.flowId);
});
component.addEventListener('patchbay-blocked', () =>
  say('Your browser opened no window. Connect in this tab instead.'),
);

const { name, tenant } = await get('/me');
element('#who').textContent = `${name}, ${tenant}`;
element('#sign-out').addEventListener('click', () => post('/sign-out').then(() => location.assign('/')));

const { searchParams } = new URL(location.href);
if (searchParams.has('connected')) say('Connected.');
if (searchParams.has('failed')) say(searchParams.get('failed'));
history.replaceState(null, '', '/apps');

async function connect(redirect) {
  const createSession = async () => (await post('/sessions')).url;
  const result = await openConnect({ createSession, redirect });
  if (result.outcome === 'code') await confirm(result);
}
element('#window').addEventListener('click', () => connect(false).catch(({ message }) => say(message)));
element('#redirect').addEventListener('click', () => connect(true).catch(({ message }) => say(message)));

element('#show').addEventListener('click', async () => {
  const headless = await openHeadless((await post('/sessions')).url);
  const lines = (await headless.apps()).slice(0, 12).map((app) => {
    const button = Object.assign(document.createElement('button'), { textContent: `Connect ${app.name}` });
    button.addEventListener(
      'click',
      () => void headless.connect(app.slug).then(confirm, ({ message }) => say(message)),
    );
    return line(button);
  });
  element('#headless').replaceChildren(...lines);
});

element('#send').addEventListener('click', async () => {
  try {
    const { successful, error } = await post('/messages', { text: `Hello from ${name}` });
    say(successful ? 'Sent to #general.' : error);
  } catch (error) {
    say(error.message);
  }
});

async function refresh() {
  const { connections, news } = await get('/state');
  element('#send').hidden = !connections.some(({ app }) => app.slug === 'slack');
  const items = connections.map(({ app, account }) => line(app.name, small(account?.identity ?? '')));
  element('#connections').replaceChildren(...(items.length > 0 ? items : [line('Nothing is connected.')]));
  element('#news').replaceChildren(...news.map(({ at, type, app }) => line(`${type} · ${app}`, small(at))));
}

function line(...parts) {
  const item = document.createElement('li');
  item.append(...parts);
  return item;
}

function small(text) {
  return Object.assign(document.createElement('small'), { textContent: text });
}

await refresh();
setInterval(() => void refresh(), 1_000);
