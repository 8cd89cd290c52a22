/**
 * The connect page without its page: this product draws everything, and Patchbay only opens the window in which the app is
 * authorized. The access token stays in memory.
 */
export async function openHeadless(url) {
  const { origin, pathname, hash } = new URL(url);
  const id = pathname.split('/').at(-1);
  const call = async (name, input = {}, token) => {
    const answer = await fetch(`${origin}/connect/trpc/${name}`, {
      method: 'POST',
      credentials: 'omit',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(input),
    });
    const { result, error } = await answer.json();
    if (error) throw new Error(error.message);
    return result.data;
  };
  const { access } = await call('open', { id, token: hash.slice(1), as: 'headless' });

  /** Must be called in a click, or the browser opens no window. Resolves to the code for the back end. */
  function connect(app) {
    const opened = window.open(`${origin}/connect/window`, '_blank', 'popup,width=560,height=760');
    if (!opened) return Promise.reject(new Error('Your browser opened no window.'));
    const started = call('start', { app }, access.token);
    return new Promise((resolve, reject) => {
      const watch = setInterval(() => opened.closed && settle(reject, new Error('The window was closed.')), 500);
      const settle = (how, result) => {
        clearInterval(watch);
        removeEventListener('message', onMessage);
        how(result);
      };
      const send = (message) => opened.postMessage({ patchbay: 1, ...message }, origin);
      function onMessage({ source, origin: from, data }) {
        if (source !== opened || from !== origin || data?.patchbay !== 1) return;
        if (data.type === 'window_hello') void started.then(({ ticket }) => send({ type: 'ticket', ticket }));
        if (data.type === 'window_ended') {
          opened.close();
          settle(reject, new Error(data.reason === 'denied' ? 'You declined access.' : 'It was not connected.'));
        }
        if (data.type !== 'code') return;
        send({ type: 'code_taken', flowId: data.flowId });
        settle(resolve, data);
      }
      addEventListener('message', onMessage);
      started.catch((error) => {
        opened.close();
        settle(reject, error);
      });
    });
  }

  return { connect, apps: async () => (await call('apps', { limit: 12 }, access.token)).items };
}
