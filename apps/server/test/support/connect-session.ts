import type { ConnectCalls, ConnectWindow, HandOver, ReturnData } from '@patchbay/contracts';
import { createHash, randomBytes } from 'node:crypto';
import { linkToken } from './connect.ts';
import type { TestApp } from './test-app.ts';
import { TestBrowser } from './test-browser.ts';
import { newService } from './test-service.ts';

/** A customer's product: its back end with a key, and its pages' origin. */
export interface Host {
  admin: TestBrowser;
  service: Awaited<ReturnType<typeof newService>>;
  origin: string;
  returnUrl: string;
  workspaceId: string;
}

/** A workspace whose product is an approved host. */
export async function aHost(app: TestApp, origin = 'https://acme.example'): Promise<Host> {
  const admin = await app.admin('Host');
  const returnUrl = `${origin}/connected`;
  const { host } = await admin.trpc.connectHosts.add.mutate({ origin, returnUrls: [returnUrl] });
  await admin.trpc.connectHosts.approve.mutate({ id: host.id });
  const scopes = ['connect-sessions:write', 'connections:read', 'connections:write'] as const;
  return { admin, service: await newService(admin, [...scopes]), origin, returnUrl, workspaceId: admin.workspaceId };
}

export type Created = Awaited<ReturnType<Host['service']['connectSessions']['create']['mutate']>>;
type Creation = Partial<Parameters<Host['service']['connectSessions']['create']['mutate']>[0]>;

/** A session that the host's back end creates for one of its users. */
export function createFor(host: Host, endUserId: string, more: Creation = {}): Promise<Created> {
  return host.service.connectSessions.create.mutate({
    endUser: { id: endUserId, name: `User ${endUserId}` },
    returnUrl: host.returnUrl,
    origins: [host.origin],
    ...more,
  });
}

/** A random value in the host's own cookie, and what the session is told of it. */
export function browserProof() {
  const browserVerifier = randomBytes(32).toString('base64url');
  return { browserVerifier, browserChallenge: createHash('sha256').update(browserVerifier).digest('base64url') };
}

/** What an error of the connect procedures says. */
class ConnectError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number) {
    super(code);
    this.code = code;
    this.status = status;
  }
}

/** The browser of a person, at our pages. It has no account here. */
export class EndUserBrowser extends TestBrowser {
  constructor({ url, deps }: TestApp) {
    super({ url, origin: deps.publicUrl });
  }

  /** Calls a connect procedure, as our page does. */
  async connect<Name extends keyof ConnectCalls>(
    name: Name,
    input: ConnectCalls[Name]['input'],
    headers: Record<string, string> = {},
  ): Promise<ConnectCalls[Name]['output']> {
    const answer = await this.fetch(`/connect/trpc/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(input ?? {}),
    });
    const body = (await answer.json()) as {
      result?: { data: ConnectCalls[Name]['output'] };
      error?: { data?: { errorCode: string }; errorCode?: string };
    };
    if (body.result) return body.result.data;
    throw new ConnectError(body.error?.data?.errorCode ?? body.error?.errorCode ?? 'none', answer.status);
  }

  /** Opens the link at top level. */
  open({ id, token }: Pick<Created, 'id' | 'token'>) {
    return this.connect('open', { id, token, as: 'page' });
  }

  /** Starts in the page, and gets the window of the same browser. */
  async window({ id }: Pick<Created, 'id'>, input: ConnectCalls['start']['input']): Promise<ConnectWindow> {
    const { ticket } = await this.connect('start', input, { 'x-patchbay-connect': id });
    return this.connect('redeem', { ticket });
  }

  /** Up to the provider's page. */
  async toProvider(session: Created, app = 'slack', handOver: 'message' | 'redirect' = 'message'): Promise<AtProvider> {
    await this.open(session);
    const { flow } = await this.window(session, { app });
    const { redirectUrl } = await this.connect('authorize', { flowId: flow.id, handOver });
    return { flowId: flow.id, connectionId: flow.connectionId, redirectUrl: redirectUrl ?? '' };
  }

  /** Comes back from the provider. */
  async returnFrom(address: string): Promise<{ data: ReturnData | null; location: string | null; status: number }> {
    const { pathname, search } = new URL(address);
    const answer = await this.fetch(pathname + search);
    const html = await answer.text();
    const json = /<script type="application\/json" id="patchbay-return">(.*?)<\/script>/s.exec(html)?.[1];
    return {
      data: json === undefined ? null : (JSON.parse(json) as ReturnData),
      location: answer.headers.get('location'),
      status: answer.status,
    };
  }
}

export interface AtProvider {
  flowId: string;
  connectionId: string;
  redirectUrl: string;
}

export function approved(app: TestApp, { redirectUrl }: Pick<AtProvider, 'redirectUrl'>): string {
  return app.sandbox.control.approve(linkToken(redirectUrl)) ?? '';
}

/** The whole way of an end user, up to the code in their browser. */
export async function codeFor(app: TestApp, session: Created, slug = 'slack'): Promise<HandOver & AtProvider> {
  const browser = new EndUserBrowser(app);
  const at = await browser.toProvider(session, slug);
  const { data } = await browser.returnFrom(approved(app, at));
  if (!data?.handOver) throw new Error(`no code: ${data?.outcome}`);
  return { ...data.handOver, ...at };
}

/** The permanent code of a failed call of a connect procedure; `ok` otherwise. */
export async function connectCodeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    return error.code;
  }
}

/** Accounts that are still at the provider, once every job has run. */
export async function leftUpstream(app: TestApp): Promise<string[]> {
  await app.runJobs({ early: true });
  return app.sandbox.control.accounts().map(({ id }) => id);
}
