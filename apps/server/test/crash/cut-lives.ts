import { TRPCClientError } from '@trpc/client';
import fc from 'fast-check';
import { linkToken } from '../support/connect.ts';
import type { Installation } from '../support/installation.ts';
import { codeOf, type TestBrowser } from '../support/test-browser.ts';

/**
 * When to kill: after the provider was called, and before it has responded. Only at these moments can something exist
 * on one side and not on the other; all others are inside of one PostgreSQL transaction.
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
  /** The server of the flow that is watched for the point. */
  which: 0 | 1;
  /** Whether the other server is killed too. */
  both: boolean;
  /** For "some time later": milliseconds. */
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

/** Around the calls of callback identity verification. */
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

/** One complete flow of a connection; any step may be interrupted. */
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
    // The attempt ended meanwhile, so the person finds an expired page at the provider.
    if (error instanceof Error && error.message.startsWith('the link cannot')) return 'dead page';
    // A killed server cannot respond.
    if (error instanceof TypeError || error instanceof TRPCClientError) return error.message;
    throw error;
  }
}

/** Resolves when the request of the point has reached the provider, or after a second. */
async function reached(all: Installation, { point, after }: Moment): Promise<void> {
  const at = POINTS[point];
  if (!at) return void (await pause(after));
  for (let looks = 0; looks < 100; looks += 1) {
    const requests = all.inside.sandbox.control.requests();
    if (requests.some(({ method, path }) => method === at.method && at.path.test(path))) return;
    await pause(10);
  }
}
