import { linkToken } from '../../test/support/connect.ts';
import { inLanes, RawClient } from '../../test/support/raw-client.ts';
import { newId } from '../../src/platform/ids.ts';
import type { World } from './world.ts';

/** Concurrent flows. */
const LANES = 8;

/** Per second. */
export interface Rates {
  starts: number;
  returns: number;
}

interface Started {
  body: string;
  cookies: string[];
}

/** Starts and finishes this many flows on new connections; the consent in between is not measured. */
export async function measureFlows(
  world: World,
  count: number,
  { base, path }: { base: string; path: string },
): Promise<Rates> {
  using client = new RawClient(base);
  const { headers, sandbox } = world;
  const ids = await freshConnections(world, count);
  const started: Started[] = [];
  const starts = await rate(ids, async (id) => {
    const answer = await client.send({ method: 'POST', path, headers, body: JSON.stringify({ id }) });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.body}`);
    started.push({ body: answer.body, cookies: [answer.headers['set-cookie'] ?? []].flat() });
  });
  const flows = started.map(({ body, cookies }) => {
    const redirectUrl = /"redirectUrl":"([^"]+)"/.exec(body)?.[1] ?? '';
    const back = new URL(sandbox.control.approve(linkToken(redirectUrl)) ?? '');
    const own = cookies.map((line) => line.split(';')[0]).join('; ');
    return { path: back.pathname + back.search, cookie: `${headers['cookie']}; ${own}` };
  });
  const returns = await rate(flows, async (flow) => {
    const { status, headers: got } = await client.send({ path: flow.path, headers: { cookie: flow.cookie } });
    if (status !== 303 || !String(got['location']).includes('connected')) throw new Error(`${flow.path}: ${status}`);
  });
  return { starts, returns };
}

async function rate<Item>(items: Item[], work: (item: Item) => Promise<void>): Promise<number> {
  const since = performance.now();
  await inLanes(items, LANES, work);
  return (items.length * 1000) / (performance.now() - since);
}

async function freshConnections({ pool, workspaceId }: World, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  await pool.query(
    `insert into entity_connections (workspace_id, id, app_slug, label, status, added_by, created_at, updated_at)
     select $1, id, 'slack', id::text, 'added', '{"kind":"user","id":"u","name":"u"}', now(), now() from unnest($2::uuid[]) id`,
    [workspaceId, ids],
  );
  return ids;
}
