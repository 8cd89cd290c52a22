import type { BrowserContext, Page, Request, Route } from '@playwright/test';
import type { AttackInstallation } from './attack-installation.ts';
import type { Caller, Started } from './attack-people.ts';

/** One attempt to get Victor's account into Mallory's workspace, with what it needs. */
export interface World {
  host: AttackInstallation;
  url: string;
  silentPort: number;
  mallory: Caller;
  victim: Caller;
  /** Mallory's page, on another site, in Victor's browser. */
  attackPage: Page;
  started: Started;
}

export interface Situation {
  /** A row of the table in docs/activation.md. */
  what: string;
  /** Whether the approval becomes Mallory's connection under `recoverable`. */
  recovers: boolean;
  play: (world: World) => Promise<void>;
}

const CONSENT = /\/link\//;
const CALLBACK = /\/oauth\/(callback\/|verify\?)/;
const REJECTED = /\/return\/wrong_person$/;
/**
 * With the verifier a return names no attempt: in a browser that started none, nothing is judged, and it counts as a
 * guess.
 */
const NOT_STARTED_HERE = /\/return\/(unknown|rate_limited)$/;
const BATCH = `/trpc/${Array(10).fill('session.get').join(',')}?batch=1`;

/** Victor follows the link and approves. Returns his window; the situation decides where he ends up. */
async function approve({ victim, started }: World): Promise<Page> {
  const window = await victim.context.newPage();
  await window.goto(started.redirectUrl);
  await window.getByRole('button', { name: 'Approve', exact: true }).click({ noWaitAfter: true });
  return window;
}

async function approveAndReturn(world: World): Promise<void> {
  const sent = nextRequest(world.victim.context);
  const window = await approve(world);
  const isVerified = (await sent).url().includes('/oauth/verify');
  await window.waitForURL(isVerified ? NOT_STARTED_HERE : REJECTED);
  await window.close();
}

/**
 * Victor approves, the provider exchanges its code, and its response, the way back to us, is held for `interfere`.
 * The redirect itself cannot be held: Playwright does not intercept redirects.
 */
async function holdingTheWayBack(
  { victim, ...world }: World,
  interfere: (window: Page, goOn: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const { promise: approved, resolve } = Promise.withResolvers<Route>();
  const hold = (route: Route) => (route.request().method() === 'POST' ? resolve(route) : route.fallback());
  await victim.context.route(CONSENT, hold);
  const window = await approve({ victim, ...world });
  const route = await approved;
  const response = await route.fetch({ maxRedirects: 0 });
  await interfere(window, () => route.fulfill({ response }));
  await victim.context.unroute(CONSENT, hold);
}

const closingTheWindow = (world: World) => holdingTheWayBack(world, (window) => window.close());

function nextRequest(context: BrowserContext): Promise<Request> {
  return context.waitForEvent('request', (request) => CALLBACK.test(request.url()));
}

const judged: Situation[] = [
  { what: 'nothing: Victor’s browser returns', recovers: false, play: approveAndReturn },
  {
    what: '65 images that use up the limit of Victor’s address',
    recovers: false,
    async play(world) {
      const { attackPage, url } = world;
      await attackPage.evaluate(async (address) => {
        const images = Array.from({ length: 65 }, (_, index) => {
          const image = new Image();
          const ended = new Promise((resolve) => image.addEventListener('error', resolve));
          image.src = `${address}&n=${index}`;
          return ended;
        });
        await Promise.all(images);
      }, url + BATCH);
      const neighbor = await fetch(`${url}/trpc/session.get`);
      if (!neighbor.ok) throw new Error(`a neighbor is locked out: ${neighbor.status}`);
      await approveAndReturn(world);
    },
  },
  {
    what: 'bodies that are too large',
    recovers: false,
    async play(world) {
      await world.attackPage.evaluate(async (address) => {
        const body = 'x'.repeat(300_000);
        const post = (path: string) => fetch(address + path, { method: 'POST', mode: 'no-cors', body });
        await Promise.allSettled(['/trpc/connections.add', '/auth/sign-in/email', '/oauth/callback/slack'].map(post));
      }, world.url);
      await approveAndReturn(world);
    },
  },
  {
    what: '429: a neighbor at the same address uses up its limit',
    recovers: false,
    async play(world) {
      const flood = () => fetch(world.url + BATCH);
      // Repeated if a minute of the limit ended in between.
      do await Promise.all(Array.from({ length: 61 }, flood));
      while ((await flood()).status === 200);
      await approveAndReturn(world);
    },
  },
  {
    what: 'every connection of the database pool taken',
    recovers: false,
    async play(world) {
      const { victim } = world;
      await world.host.call('holdPool', { cookie: await victim.cookieHeader(), workspaceId: victim.workspaceId });
      await approveAndReturn(world);
      await world.host.call('freePool');
    },
  },
  {
    what: 'the database paused, and the window closed before it resumes',
    recovers: false,
    async play(world) {
      await world.host.call('pause');
      const sent = nextRequest(world.victim.context);
      const window = await approve(world);
      await sent;
      // When this is answered, everything the browser sent before has arrived. Another site may not read the
      // response.
      await world.attackPage.evaluate(async (address) => {
        await fetch(address, { mode: 'no-cors' }).catch(String);
      }, `${world.url}/healthz`);
      await window.close();
      await world.host.call('unpause');
      await world.host.call('ended', { attemptId: world.started.attemptId });
    },
  },
];

const lost: Situation[] = [
  {
    what: '503 of a proxy in front',
    recovers: true,
    async play(world) {
      await world.host.call('answer503');
      const answered = world.victim.context.waitForEvent('response', (response) => CALLBACK.test(response.url()));
      const window = await approve(world);
      if ((await answered).status() !== 503) throw new Error('the return got through');
      await window.close();
      await world.host.call('resume');
    },
  },
  {
    what: 'the server process killed',
    recovers: true,
    async play(world) {
      await world.host.call('kill');
      const failed = world.victim.context.waitForEvent('requestfailed', (request) => CALLBACK.test(request.url()));
      const window = await approve(world);
      await failed;
      await window.close();
      await world.host.call('resume');
    },
  },
  {
    what: 'the window closed during the code exchange',
    recovers: true,
    play: closingTheWindow,
  },
  {
    what: 'all sockets of the browser taken',
    recovers: true,
    play: (world) =>
      holdingTheWayBack(world, async (window, goOn) => {
        await takeAllSockets(world);
        const sent = nextRequest(world.victim.context);
        await goOn();
        await sent;
        // Victor gives up. Only then is the page that holds the sockets closed.
        await window.close();
        await world.attackPage.goto('about:blank');
      }),
  },
  {
    what: 'Mallory returns early, Victor approves after five seconds and his window is closed',
    recovers: true,
    async play(world) {
      const { host, mallory, started } = world;
      const address = await host.call('returnAddress', { attemptId: started.attemptId });
      await mallory.request.get(address ?? '', { maxRedirects: 0 });
      await host.call('pass', { seconds: 6 });
      // With the verifier, a return without a session has already ended the attempt, and the link is invalid.
      if ((await host.call('standing', { attemptId: started.attemptId }))?.status !== 'open') return;
      await closingTheWindow(world);
    },
  },
];

/** Six connections to each of many hosts: more than the 256 that Chromium opens in total. */
async function takeAllSockets({ attackPage, silentPort, url }: World): Promise<void> {
  const stuck = await attackPage.evaluate(
    async ([port, address]) => {
      for (let host = 2; host < 100; host += 1) {
        for (let n = 0; n < 6; n += 1)
          void fetch(`http://127.0.0.${host}:${port}/${n}`, { mode: 'no-cors' }).catch(String);
      }
      const own = fetch(`${address}/healthz`, { mode: 'no-cors', signal: AbortSignal.timeout(1_000) });
      // Another site may not read a response, so that one fails too.
      return own.then(
        () => false,
        (error: unknown) => error instanceof DOMException && error.name === 'TimeoutError',
      );
    },
    [silentPort, url] as const,
  );
  if (!stuck) throw new Error('there was a socket left');
}

export const SITUATIONS: Situation[] = [...judged, ...lost];

/** Situations that need neither a stopped process nor a paused database: part of every run. */
export const SHORT_RUN = judged.slice(0, 4);
