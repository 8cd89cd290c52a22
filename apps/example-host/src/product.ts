import express, { type Express, type Request, type Response } from 'express';
import { Accounts, type Tenant, type User } from './accounts.ts';
import { ORIGIN } from './addresses.ts';
import { browserVerifier, challengeOf, clearCookie, readCookie, setCookie } from './cookies.ts';
import { complete, connectionsOf, createSession, receive, sendMessage } from './patchbay.ts';

/** What the back end was told by Patchbay, newest first. */
type News = { at: string; type: string; app: string; endUserId: string | null }[];

export interface ProductOptions {
  tenants: Tenant[];
  /** Folder of our pages. */
  pages: string;
  /** Folder of the built `@patchbay/connect`. */
  component: string;
  /** `Cross-Origin-Opener-Policy` of our pages; tests try both. */
  openerPolicy?: string;
}

/** The whole example: a product with its own sign-in, whose users connect their apps inside it. */
export function createProduct({ tenants, pages, component, openerPolicy = 'unsafe-none' }: ProductOptions): Express {
  const accounts = new Accounts(tenants);
  const news = new Map(tenants.map(({ id }): [string, News] => [id, []]));
  const app = express().disable('x-powered-by');
  const userOf = (req: Request) => accounts.userOf(readCookie(req, 'session'));

  app.post('/webhooks/:tenant', express.raw({ type: () => true }), async (req, res) => {
    const tenant = tenants.find(({ id }) => id === req.params.tenant);
    if (!tenant) {
      res.status(404).end();
      return;
    }
    const event = await receive(tenant, { body: req.body as Buffer, headers: req.headers }).catch(() => undefined);
    if (!event) {
      res.status(401).end();
      return;
    }
    if ('connection' in event.data && event.data.connection) {
      const { app: slug, endUserId } = event.data.connection;
      news.get(tenant.id)?.unshift({ at: event.timestamp, type: event.type, app: slug, endUserId });
    }
    res.status(204).end();
  });

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
    signedIn(async (user) => ({
      connections: await connectionsOf(user),
      news: news.get(user.tenant.id)?.filter(({ endUserId }) => endUserId === user.id),
    })),
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
}

/** Other sites' pages must not sign people in or finish sessions here. */
function sameOrigin(req: Request, res: Response, next: () => void): void {
  const { origin } = req.headers;
  if (req.method === 'GET' || origin === ORIGIN) next();
  else res.status(403).json({ message: 'Not from this product.' });
}
