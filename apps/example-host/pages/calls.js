/** Calls of this product's own back end. Reject with what it says. */
export const get = (path) => call(path, { method: 'GET' });

export const post = (path, body = {}) =>
  call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

async function call(path, init) {
  const answer = await fetch(path, init);
  const result = await answer.json();
  if (answer.ok) return result;
  if (answer.status === 401 && location.pathname !== '/') location.assign('/');
  throw new Error(result.message);
}
