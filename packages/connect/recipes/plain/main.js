import { openConnect } from '@patchbay/connect';

/** Your back end calls `connectSessions.create` for the user who is signed in, and answers with the session's url. */
async function createSession() {
  const response = await fetch('/connect/session', { method: 'POST' });
  return (await response.json()).url;
}

/** Your back end calls `connectSessions.complete` with this, and with the id of the user who is signed in. */
async function complete(code) {
  await fetch('/connect/complete', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(code),
  });
}

const connect = document.querySelector('patchbay-connect');
connect.addEventListener('patchbay-session', async () => {
  connect.url = await createSession();
});
connect.addEventListener('patchbay-code', async ({ detail }) => {
  await complete(detail);
  connect.settled(detail.flowId);
});

document.querySelector('#window').addEventListener('click', async () => {
  const result = await openConnect({ createSession });
  if (result.outcome === 'code') await complete(result);
});
