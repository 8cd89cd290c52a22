/* The connect page without a bundle: what is needed to connect, in plain HTML. See connect-session.view.ts in packages/contracts. */
const token = location.hash.slice(1);
if (location.hash) history.replaceState(null, '', location.pathname);

const main = document.querySelector('#main');
const sessionId = location.pathname.split('/')[2];
const isFrame = window.top !== window;
const returned = document.querySelector('#patchbay-return');
let access = null;

async function call(name, input = {}) {
  const headers = { 'content-type': 'application/json' };
  if (access) headers.authorization = `Bearer ${access.token}`;
  else if (['start', 'session', 'apps', 'connections', 'flow', 'cancel', 'refresh'].includes(name)) {
    headers['x-patchbay-connect'] = sessionId;
  }
  const credentials = access ? 'omit' : 'same-origin';
  const answer = await fetch(`/connect/trpc/${name}`, {
    method: 'POST',
    headers,
    credentials,
    body: JSON.stringify(input),
  });
  const { result, error } = await answer.json();
  if (error) throw new Error(error.message);
  return result.data;
}

function show(text, ...buttons) {
  const line = document.createElement('p');
  line.textContent = text;
  main.replaceChildren(line, ...buttons);
}

function button(text, action) {
  const element = document.createElement('button');
  element.textContent = text;
  element.addEventListener('click', () => action().catch(({ message }) => show(message)));
  return element;
}

function post(target, origin, message) {
  target.postMessage({ patchbay: 1, ...message }, origin);
}

function handOver({ origins, returnTo, ...code }) {
  const { sessionId: id, flowId, connectionId, app } = code;
  const timer = setTimeout(() => location.replace(returnTo), 1_000);
  addEventListener('message', ({ source, data }) => {
    if (source !== window.opener || data?.patchbay !== 1 || data.type !== 'code_taken') return;
    clearTimeout(timer);
    window.close();
  });
  if (!window.opener) return;
  for (const origin of [location.origin, ...origins]) {
    post(window.opener, origin, { type: 'code', sessionId: id, flowId, connectionId, app, code: code.code });
  }
}

async function runWindow(ticket, from) {
  const view = await call('redeem', { ticket, ...(from && { from }) });
  const person = view.endUser.name ?? view.endUser.email ?? '';
  document.querySelector('#host').textContent =
    `${view.host.name} wants to use your ${view.app.name} account. ${person}`;
  const { id: flowId } = view.flow;
  if (view.flow.action === 'disconnect') {
    return show(
      '',
      button('Disconnect', async () => show((await call('disconnect', { flowId })).flow.state)),
    );
  }
  const mode = window.opener ? 'message' : 'redirect';
  const scheme = view.schemes[0];
  if (scheme?.kind === 'credentials') return showForm(flowId, scheme);
  show(
    '',
    button('Continue', async () => {
      const { redirectUrl, handOver: given } = await call('authorize', { flowId, handOver: mode });
      if (given) handOver(given);
      else location.assign(redirectUrl);
    }),
  );
}

function showForm(flowId, { scheme, fields }) {
  const inputs = (fields ?? []).map(({ name, label, isSecret }) => {
    const input = Object.assign(document.createElement('input'), { name, type: isSecret ? 'password' : 'text' });
    input.setAttribute('aria-label', label);
    return input;
  });
  const send = button('Connect', async () => {
    const credentials = Object.fromEntries(inputs.filter(({ value }) => value).map(({ name, value }) => [name, value]));
    handOver((await call('enter', { flowId, scheme, credentials })).handOver);
  });
  show('', ...inputs, send);
}

function openWindow(input) {
  const opened = window.open('/connect/window');
  if (!opened) return post(window.parent, '*', { type: 'popup_blocked' });
  const started = call('start', input);
  addEventListener('message', ({ source, data, origin }) => {
    if (source !== opened || origin !== location.origin || data?.patchbay !== 1) return;
    if (data.type === 'window_hello') {
      void started.then(({ ticket }) => post(opened, location.origin, { type: 'ticket', ticket }));
    }
    if (data.type === 'code' && data.sessionId === sessionId && hostOrigin) {
      post(window.parent, hostOrigin, { ...data, type: 'code' });
      post(opened, location.origin, { type: 'code_taken', flowId: data.flowId });
      show('Finishing');
    }
  });
}

let hostOrigin = null;

async function runPage() {
  const as = isFrame ? 'frame' : 'page';
  const opened = token
    ? await call('open', { id: sessionId, token, as })
    : { session: await call('session'), access: null };
  access = opened.access;
  const { session } = opened;
  addEventListener('message', ({ source, origin, data }) => {
    if (source !== window.parent || !session.origins.includes(origin) || data?.patchbay !== 1) return;
    if (data.type !== 'hello') return;
    hostOrigin = origin;
    post(window.parent, origin, { type: 'ready', sessionId, height: document.body.scrollHeight });
  });
  document.querySelector('#host').textContent = session.host.name;
  const { items } = await call('apps');
  const begin = async (input) => (isFrame ? openWindow(input) : runWindow((await call('start', input)).ticket));
  show('', ...items.map(({ slug, name }) => button(`Connect ${name}`, () => begin({ app: slug }))));
}

async function run() {
  if (returned) {
    const { outcome, handOver: given } = JSON.parse(returned.textContent);
    history.replaceState(null, '', '/connect/window');
    show(outcome);
    if (given) handOver(given);
    return;
  }
  if (sessionId !== 'window') {
    await runPage();
    return;
  }
  addEventListener('message', ({ source, origin, data }) => {
    if (source !== window.opener || data?.patchbay !== 1 || data.type !== 'ticket') return;
    runWindow(data.ticket, origin).catch(({ message }) => show(message));
  });
  post(window.opener, '*', { type: 'window_hello' });
}

run().catch(({ message }) => show(message));
