import express, { type Express, type Request, type Response } from 'express';
import { Accounts, type Tenant, type User } from './accounts.ts';
import { ORIGIN } from './addresses.ts';
import { browserVerifier, challengeOf, clearCookie, readCookie, setCookie } from './cookies.ts';
import { complete, connectionsOf, createSession, events, sendMessage } from './patchbay.ts';

/** What the back end was told by Patchbay, newest first. */
type News = { at: string; type: string; app: string; connectionId: string | null }[];

/** Events kept in memory, for a tenant. */
const MAX_NEWS = 100;

export interface ProductOptions {
  tenants: Tenant[];
  /** Folder of our pages. */
  pages: string;
  /** Folder of the built `@patchbay/connect`. */
  component: string;
  /** `Cross-Origin-Opener-Policy` of our pages; tests try both. */
  openerPolicy?: string;
  /** Ends what is followed. */
  signal: AbortSignal;
}

/** The whole example: a product with its own sign-in, whose users connect their apps inside it. */
export function createProduct({
  tenants,
  pages,
  component,
  openerPolicy = 'unsafe-none',
  signal,
}: ProductOptions): Express {
  const accounts = new Accounts(tenants);
  const news = new Map(tenants.map(({ id }): [string, News] => [id, []]));
  const app = express().disable('x-powered-by');
  for (const tenant of tenants) void follow(tenant);
  const userOf = (req: Request) => accounts.userOf(readCookie(req, 'session'));

  app.use((_req, res, next) => {
    res.set({ 'Cross-Origin-Opener-Policy': openerPolicy, 'Cache-Control': 'no-store' });
    next();
  });
  app.use('/connect', express.static(component));
  app.use(express.static(pages, { extensions: ['html'] }));
  app.use(sameOrigin, express.json());

  app.get('/people', (_req, res) => {
    res.json(accounts.everyone.map(({ name, email, tenant }) => ({ name, email, tenant: tenant.name })));
  });
  app.post('/sign-in', (req, res) => {
    const { email = '', password = '' } = req.body as { email?: string; password?: string };
    const token = accounts.signIn(email, password);
    if (token === undefined) {
      res.status(401).json({ message: 'Wrong email or password.' });
      return;
    }
    setCookie(res, 'session', token);
    res.json({});
  });
  app.post('/sign-out', (req, res) => {
    accounts.signOut(readCookie(req, 'session') ?? '');
    clearCookie(res, 'session');
    res.json({});
  });

  const signedIn =
    (work: (user: User, req: Request, res: Response) => Promise<unknown>) => async (req: Request, res: Response) => {
      const user = userOf(req);
      if (!user) {
        res.status(401).json({ message: 'Sign in first.' });
        return;
      }
      try {
        res.json(await work(user, req, res));
      } catch (error) {
        res.status(400).json({ message: error instanceof Error ? error.message : String(error) });
      }
    };

  app.get(
    '/me',
    signedIn(async ({ name, email, tenant }) => ({ name, email, tenant: tenant.name })),
  );
  app.get(
    '/state',
    signedIn(async (user) => {
      const connections = await connectionsOf(user);
      const own = new Set<string | null>(connections.map(({ id }) => id));
      return { connections, news: news.get(user.tenant.id)?.filter(({ connectionId }) => own.has(connectionId)) };
    }),
  );
  app.post(
    '/sessions',
    signedIn((user, req, res) => createSession(user, challengeOf(browserVerifier(req, res)))),
  );
  app.post(
    '/complete',
    signedIn((user, req, res) => {
      const result = req.body as { sessionId: string; code: string };
      return complete(user, result, browserVerifier(req, res));
    }),
  );
  app.post(
    '/messages',
    signedIn((user, req) => sendMessage(user, (req.body as { text: string }).text)),
  );

  // The end of a redirect, and of a window that its opener could not be told of.
  app.get('/connected', async (req, res) => {
    const { patchbay_session: sessionId, patchbay_code: code } = req.query;
    const user = userOf(req);
    if (!user) return res.redirect(303, '/?next=sign-in');
    if (typeof sessionId !== 'string' || typeof code !== 'string') return res.redirect(303, '/apps');
    const failed = await complete(user, { sessionId, code }, browserVerifier(req, res)).then(
      () => '',
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    res.redirect(303, failed ? `/apps?failed=${encodeURIComponent(failed)}` : '/apps?connected=1');
  });
  return app;

  /** The client goes on where it stopped, whatever happens in between. */
  async function follow(tenant: Tenant): Promise<void> {
    for await (const { data } of events(tenant, signal)) {
      const { type, receivedAt: at, app: from, connectionId } = data;
      const kept = news.get(tenant.id) ?? [];
      kept.unshift({ at, type, app: from?.name ?? '', connectionId });
      kept.splice(MAX_NEWS);
    }
  }
}

/** Other sites' pages must not sign people in or finish sessions here. */
function sameOrigin(req: Request, res: Response, next: () => void): void {
  const { origin } = req.headers;
  if (req.method === 'GET' || origin === ORIGIN) next();
  else res.status(403).json({ message: 'Not from this product.' });
}
