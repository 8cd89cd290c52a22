import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import type { AppRouter } from '../../src/app-router.ts';

interface ServerAddress {
  /** Where requests go. */
  url: string;
  /** The Origin header. */
  origin: string;
}

/** One browser: a cookie jar, and the typed client that the web app has. */
export class TestBrowser {
  readonly url: string;
  readonly origin: string;
  readonly cookies = new Map<string, string>();
  /** The workspace in the header of every call. */
  workspaceId = '';
  user = { id: '', name: '', email: '' };
  readonly trpc;

  constructor({ url, origin }: ServerAddress) {
    this.url = url;
    this.origin = origin;
    this.trpc = createTRPCClient<AppRouter>({
      links: [
        httpLink({
          url: `${url}/trpc`,
          headers: () => ({ 'x-patchbay-workspace': this.workspaceId }),
          fetch: (input, init) => this.fetch(String(input), init as RequestInit),
        }),
      ],
    });
  }

  /** A new person in a new browser. */
  static async signUp(address: ServerAddress, name: string): Promise<TestBrowser> {
    const browser = new TestBrowser(address);
    const email = `${name.split(' ')[0]?.toLowerCase()}-${crypto.randomUUID()}@example.com`;
    await browser.#authenticate('/auth/sign-up/email', { name, email, password: 'correct horse' });
    return browser;
  }

  /** The same person in another browser. */
  async signInElsewhere(): Promise<TestBrowser> {
    const other = new TestBrowser(this);
    await other.#authenticate('/auth/sign-in/email', { email: this.user.email, password: 'correct horse' });
    return other;
  }

  /** Like `fetch`, with this browser's cookies, and without following redirects. */
  async fetch(address: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...this.cookies].map((pair) => pair.join('=')).join('; '));
    if (!headers.has('origin')) headers.set('origin', this.origin);
    const answer = await fetch(new URL(address, this.url), { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    return answer;
  }

  /** Follows the provider's redirect for the person. Returns where the server redirects next. */
  async comeBack(address: string): Promise<string> {
    const { pathname, search } = new URL(address);
    const answer = await this.fetch(pathname + search);
    return answer.headers.get('location')?.replace(this.origin, '') ?? `${answer.status}`;
  }

  /** Joins the other person's workspace, and switches to it. */
  async join(owner: TestBrowser, role: 'admin' | 'member' | 'viewer'): Promise<this> {
    const { id } = await owner.trpc.workspaces.invite.mutate({ email: this.user.email, role });
    const workspace = await this.trpc.workspaces.acceptInvitation.mutate({ id });
    await this.trpc.workspaces.switch.mutate({ id: workspace.id });
    this.workspaceId = workspace.id;
    return this;
  }

  async #authenticate(path: string, body: object): Promise<void> {
    const init = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const answer = await this.fetch(path, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    const { user, workspace } = await this.trpc.session.get.query();
    if (!user || !workspace) throw new Error(`${path}: not signed in`);
    this.user = user;
    this.workspaceId = workspace.id;
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';');
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const gone = attributes.some((attribute) => /max-age=0|expires=thu, 01 jan 1970/i.test(attribute));
    if (gone) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** The permanent code of a failed call; `ok` otherwise. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    if (!(error instanceof TRPCClientError)) throw error;
    return (error.data as { errorCode?: string } | undefined)?.errorCode ?? error.message;
  }
}
