/** Answers a consent page of the sandbox like a person. Returns the address that the browser is redirected to. */
export async function answerConsent(redirectUrl: string, decision: 'approve' | 'deny'): Promise<string> {
  const page = await (await fetch(redirectUrl)).text();
  const token = /name="form_token" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const form = new URLSearchParams({ form_token: token, decision, person: PERSON });
  const answer = await fetch(redirectUrl, { method: 'POST', body: form, redirect: 'manual' });
  const address = answer.headers.get('location');
  if (!address) throw new Error(`the consent page answered ${answer.status}`);
  return address;
}

const PERSON = 'ada@example.com';
/** Its default key. */
const API_KEY = 'sandbox-key';

/** Calls the sandbox's control API to make something happen at the provider. */
export async function controlSandbox(url: string, path: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json', 'x-api-key': API_KEY };
  const answer = await fetch(`${url}/sandbox/control/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`sandbox ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Calls the provider API that it plays; with `body`, a POST. */
export async function askSandbox<Output>(url: string, path: string, body?: object): Promise<Output> {
  const answer = await fetchSandbox(url, path, body);
  if (!answer.ok) throw new Error(`sandbox ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Output;
}

/** The response, whatever it is. */
export function fetchSandbox(url: string, path: string, body?: object): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-api-key': API_KEY };
  const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
  return fetch(`${url}/api/v3.1/${path}`, { ...init, headers });
}
