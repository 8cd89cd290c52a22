import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { compose } from '../../src/composition.ts';
import { poolOf } from '../../src/platform/orm/database.ts';
import { createLogger } from '../../src/platform/logging/logger.ts';
import { createServer } from '../../src/server.ts';
import { settingsFrom } from '../../src/settings.ts';
import { fillKey } from '../services/fill-workspaces.ts';

const QUERIES = new URL('../../src/modules/catalog/search/typed-queries.json', import.meta.url);
const ROUNDS = 3;

export interface SearchTimes {
  /** Searches with the right app among the first three, and how many there are. */
  found: number;
  searches: number;
  /** 95th percentile of a search, in milliseconds. */
  p95: number;
  /** The same of a read of one app by its primary key, in between. */
  readP95: number;
  slowest: { ms: number; query: string };
}

/** `apps.list` with searches as people type them, through the server, each followed by a read by primary key. */
export async function searchTimes(url: string): Promise<SearchTimes> {
  await using running = new AsyncDisposableStack();
  const { deps } = running.use(await compose(settingsOf(url), { log: createLogger('silent'), work: false }));
  const server = createHttpServer(createServer(deps));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  running.defer(() => server.closeAllConnections());
  const { token, workspaceId } = await fillKey(await poolOf(deps.orm), deps);
  const headers = { authorization: `Bearer ${token}`, 'x-patchbay-workspace': workspaceId };
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/trpc`;
  const call = async (path: string, input: object) => {
    const since = performance.now();
    const response = await fetch(`${base}/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers });
    const answer = (await response.json()) as { result: { data: { items: { name: string }[] } } };
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return { ms: performance.now() - since, data: answer.result.data };
  };
  return measure(call);
}

type Call = (path: string, input: object) => Promise<{ ms: number; data: { items: { name: string }[] } }>;

async function measure(call: Call): Promise<SearchTimes> {
  const queries = JSON.parse(readFileSync(QUERIES, 'utf8')) as { query: string; expect: string[] }[];
  const [times, reads]: [{ ms: number; query: string }[], number[]] = [[], []];
  let found = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { query, expect } of queries) {
      const search = await call('apps.list', { search: query });
      const read = await call('apps.get', { slug: 'gmail' });
      if (round === 0 && search.data.items.slice(0, 3).some(({ name }) => expect.includes(name))) found += 1;
      // The first round is a warm-up.
      if (round > 0) times.push({ ms: search.ms, query });
      if (round > 0) reads.push(read.ms);
    }
  }
  times.sort((one, other) => one.ms - other.ms);
  const p95 = p95Of(times.map(({ ms }) => ms));
  return {
    found,
    searches: queries.length,
    p95,
    readP95: p95Of(reads),
    slowest: times.at(-1) ?? { ms: NaN, query: '' },
  };
}

const p95Of = (times: number[]) => times.toSorted((one, other) => one - other)[Math.floor(times.length * 0.95)] ?? NaN;

const settingsOf = (url: string) =>
  settingsFrom({
    PUBLIC_URL: 'http://127.0.0.1:1',
    DATABASE_URL: url,
    PATCHBAY_SECRET: 'a-secret-for-benches-of-more-than-32-characters',
    COMPOSIO_API_KEY: 'none',
    COMPOSIO_BASE_URL: 'http://127.0.0.1:1',
    PATCHBAY_KEY_CALLS_PER_MINUTE: 0,
    COMPOSIO_CALLS_PER_MINUTE: 0,
  });
