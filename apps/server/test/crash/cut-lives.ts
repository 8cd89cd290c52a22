import { TRPCClientError } from '@trpc/client';
import fc from 'fast-check';
import { linkToken } from '../support/connect.ts';
import type { Installation } from '../support/installation.ts';
import { codeOf, type TestBrowser } from '../support/test-browser.ts';

/**
 * Where a cut falls: when the provider has been asked, and has not answered yet. These are all the moments at which there
 * is something here and not there, or there and not here; the others are inside of one transaction of PostgreSQL.
 */
const POINTS = {
  'before the link': { method: 'POST', path: /link$/, done: false },
  'after the link, before its answer': { method: 'POST', path: /link$/, done: true },
  'before the redeem': { method: 'GET', path: /connected_accounts\/ca_/, done: false },
  'while an account is deleted': { method: 'DELETE', path: /connected_accounts\/ca_/, done: false },
  'after an account is deleted': { method: 'DELETE', path: /connected_accounts\/ca_/, done: true },
  'before the confirmation': { method: 'POST', path: /complete_auth$/, done: false },
  'after the confirmation, before its answer': { method: 'POST', path: /complete_auth$/, done: true },
  'some time or other': null,
} as const;

type Point = keyof typeof POINTS;

export interface Moment {
  point: Point;
  /** At which server the life that is watched for the point goes on. */
  which: 0 | 1;
  /** Whether the other one goes the same way. */
  both: boolean;
  /** For "some time or other": milliseconds. */
  after: number;
}

const CONFIRMING: Point[] = ['before the confirmation', 'after the confirmation, before its answer'];

function momentAt(points: Point[]): fc.Arbitrary<Moment> {
  return fc.record({
    point: fc.constantFrom(...points),
    which: fc.constantFrom(0 as const, 1 as const),
    both: fc.nat(7).map((one) => one === 0),
    after: fc.integer({ min: 0, max: 600 }),
  });
}

export const MOMENT = momentAt((Object.keys(POINTS) as Point[]).filter((point) => !CONFIRMING.includes(point)));

/** Around what is asked with callback identity verification. */
export const CONFIRMING_MOMENT = momentAt(CONFIRMING);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Two lives of connections, one at each server; at the moment that `moment` names, `cut` is called. Answers how the two
 * ended: `ok`, or the code that stopped them.
 */
export async function cutLives(all: Installation, moment: Moment, cut: () => Promise<void>): Promise<string[]> {
  const { control } = all.inside.sandbox;
  const { method, path, done } = POINTS[moment.point] ?? {};
  control.clearRequests();
  const fault = done ? { cut: true, afterWork: true } : { delayMs: 400 };
  control.faults.set(method && path ? [{ match: { method, path }, ...fault, times: 1 }] : []);
  const lives = Promise.all(all.browsers.map((browser) => endOf(live(all, browser))));
  await Promise.race([reached(all, moment), lives]);
  await cut();
  return lives;
}

/** One life of a connection, of which any step may be cut off. */
async function live(all: Installation, browser: TestBrowser): Promise<void> {
  const { connection } = await browser.trpc.connections.add.mutate({ app: 'slack', label: crypto.randomUUID() });
  const { id } = connection;
  await authorize(all, browser, id);
  await authorize(all, browser, id);
  await browser.trpc.connections.disconnect.mutate({ id });
  await authorize(all, browser, id);
}

async function authorize(all: Installation, browser: TestBrowser, id: string): Promise<void> {
  const { redirectUrl } = await browser.trpc.connections.connect.mutate({ id, supersede: true });
  const page = await browser.comeBack(all.inside.sandbox.control.approve(linkToken(redirectUrl)) ?? '');
  if (!page.startsWith('/return/') && page !== '503') throw new Error(`the return was answered with ${page}`);
}

async function endOf(life: Promise<void>): Promise<string> {
  try {
    return await codeOf(life);
  } catch (error) {
    // The attempt ended meanwhile: the person finds a dead page at the provider.
    if (error instanceof Error && error.message.startsWith('the link cannot')) return 'dead page';
    // A server that is gone cannot answer.
    if (error instanceof TypeError || error instanceof TRPCClientError) return error.message;
    throw error;
  }
}

/** Resolves when the request that the point names has reached the provider; after a second also when none has. */
async function reached(all: Installation, { point, after }: Moment): Promise<void> {
  const at = POINTS[point];
  if (!at) return void (await pause(after));
  for (let looks = 0; looks < 100; looks += 1) {
    const requests = all.inside.sandbox.control.requests();
    if (requests.some(({ method, path }) => method === at.method && at.path.test(path))) return;
    await pause(10);
  }
}
