/**
 * A customer's product for the browser tests: a server of its own, at 127.0.0.1, so that our pages at localhost are of another site
 * for the browser. Its back end has a service key, and one user who is signed in.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { APIRequestContext } from '@playwright/test';
import { build } from 'vite';
import { ADMIN } from './admin.ts';

const PACKAGE = join(import.meta.dirname, '../../../packages/connect');

export interface HostOptions {
  baseURL: string;
  request: APIRequestContext;
  /** More of the session's input. */
  session?: Record<string, unknown>;
  headers?: Record<string, string>;
}

export interface Host {
  origin: string;
  /** The user who is signed in, by the host's own cookie, in the browser that brings a code. */
  signedIn: string;
  /** What `connectSessions.complete` answered, latest last. */
  completions: {
    status: number;
    body: { errorCode?: string; connection?: { status: string; app: { slug: string } } };
  }[];
  /** The url of a new session for the user. */
  createSession: (more?: Record<string, unknown>) => Promise<string>;
  close: () => Promise<void>;
}

/** Starts the product, approved by the installation's admin. */
export async function startHost({ baseURL, request, session = {}, headers = {} }: HostOptions): Promise<Host> {
  const server = createServer((req, res) => void answer(req, res));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const api = await approvedApi({ baseURL, request, origin });
  const script = await connectScript();

  const host: Host = {
    origin,
    signedIn: 'vera',
    completions: [],
    createSession: async (more = {}) => {
      const input = { endUser: { id: 'vera', name: 'Vera Rubin' }, returnUrl: `${origin}/return`, origins: [origin] };
      const { status, body } = await api('connectSessions/create', { ...input, ...session, ...more });
      if (status !== 200) throw new Error(`no session: ${status} ${JSON.stringify(body)}`);
      return (body as { url: string }).url;
    },
    close: () => closeServer(server),
  };

  async function complete(input: { id: string; code: string }): Promise<number> {
    const answered = await api('connectSessions/complete', { ...input, signedInEndUserId: host.signedIn });
    host.completions.push(answered as Host['completions'][number]);
    return answered.status;
  }

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', origin);
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
    if (url.pathname === '/connect.js') return void res.setHeader('content-type', 'text/javascript').end(script);
    res.setHeader('content-type', 'text/html; charset=utf-8');
    if (url.pathname === '/session') return void res.end(await host.createSession());
    if (url.pathname === '/complete') {
      const { sessionId, code } = JSON.parse(await text(req)) as Record<'sessionId' | 'code', string>;
      return void res.end(String(await complete({ id: sessionId, code })));
    }
    if (url.pathname === '/return') {
      const [id, code] = [url.searchParams.get('patchbay_session'), url.searchParams.get('patchbay_code')];
      const status = id && code ? await complete({ id, code }) : 'without a code';
      return void res.end(`<!doctype html><title>Back</title><h1>Back at the product: ${status}</h1>`);
    }
    res.end(PAGE);
  }

  return host;
}

const PAGE = `<!doctype html><html lang="en"><title>The product</title><h1>The product</h1>
<button id="window">Connect in a window</button> <button id="tab">Connect in this tab</button> <button id="frame">Connect here</button>
<p id="said"></p><div id="place"></div>
<script type="module">
  import { openConnect } from '/connect.js';
  const said = document.querySelector('#said');
  const say = (text) => (said.textContent += text + ' ');
  const createSession = async () => (await fetch('/session', { method: 'POST' })).text();
  const complete = async (code) => (await fetch('/complete', { method: 'POST', body: JSON.stringify(code) })).text();
  const open = (redirect) => async () => {
    const result = await openConnect({ createSession, redirect });
    say(result.outcome);
    if (result.outcome === 'code') say(await complete(result));
  };
  document.querySelector('#window').addEventListener('click', open(false));
  document.querySelector('#tab').addEventListener('click', open(true));
  document.querySelector('#frame').addEventListener('click', () => {
    const element = document.createElement('patchbay-connect');
    for (const name of ['ready', 'flow', 'blocked', 'done', 'session', 'code']) {
      element.addEventListener('patchbay-' + name, ({ detail }) => say(name + (detail?.state ?? detail?.reason ?? '')));
    }
    element.addEventListener('patchbay-session', async () => (element.url = await createSession()));
    element.addEventListener('patchbay-code', async ({ detail }) => {
      say(await complete(detail));
      element.settled(detail.flowId);
    });
    document.querySelector('#place').replaceChildren(element);
  });
</script></html>`;

type Api = (path: string, input: unknown) => Promise<{ status: number; body: unknown }>;

/** The product's own workspace and key, and its approval by the installation's admin. */
async function approvedApi({
  baseURL,
  request,
  origin,
}: Omit<HostOptions, 'session'> & { origin: string }): Promise<Api> {
  const headers = { origin: baseURL };
  const person = {
    name: 'Cleo',
    email: `c${process.pid}-${Date.now()}-${Math.random()}@example.com`,
    password: ADMIN.password,
  };
  const post = async (path: string, data: unknown, { mayBeThere = false } = {}) => {
    const answered = await request.post(`${baseURL}${path}`, { data, headers });
    if (mayBeThere && answered.status() === 409) return;
    if (!answered.ok()) throw new Error(`${path}: ${answered.status()} ${await answered.text()}`);
  };
  await post('/auth/sign-in/email', { email: ADMIN.email, password: ADMIN.password });
  // The system may give the port of an earlier test's product again.
  await post('/trpc/connectHosts.addShared', { origin, returnUrls: [`${origin}/return`] }, { mayBeThere: true });
  await post('/auth/sign-out', {});
  await post('/auth/sign-up/email', person);
  const session = (await (await request.get(`${baseURL}/trpc/session.get`)).json()) as {
    result: { data: { workspace: { id: string } } };
  };
  const workspace = session.result.data.workspace.id;
  const key = { name: 'Back end', scopes: ['connect-sessions:write', 'connections:read'], expiresInDays: 30 };
  const made = await request.post(`${baseURL}/trpc/serviceKeys.create`, {
    data: key,
    headers: { ...headers, 'x-patchbay-workspace': workspace },
  });
  const { result } = (await made.json()) as { result: { data: { token: string } } };
  return async (path, input) => {
    const response = await fetch(`${baseURL}/api/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${result.data.token}`,
        'x-patchbay-workspace': workspace,
      },
      body: JSON.stringify(input),
    });
    return { status: response.status, body: await response.json() };
  };
}

/** The package as a host's bundler would take it. */
export async function connectScript(): Promise<string> {
  const built = await build({
    root: PACKAGE,
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry: join(PACKAGE, 'src/index.ts'), formats: ['es'] } },
  });
  const [{ output }] = built as unknown as [{ output: { code: string }[] }];
  return output[0]?.code ?? '';
}

async function text(req: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of req) body += String(part);
  return body;
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => void server.close(() => resolve()));
}
