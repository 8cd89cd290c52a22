import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { listApps, listAppsInput } from '../../src/modules/catalog/list-apps.ts';
import type { Access } from '../../src/modules/access/access.ts';

/** What people do in the marketplace: browse, search, filter, load more. */
const LOOKS = [
  {},
  { search: 'goo' },
  { search: 'mail' },
  { search: 'nothing is called this' },
  { search: 'e' },
  { category: 'crm' },
  { category: 'crm', search: 'hub' },
  { sort: 'name' },
  { search: 'a', sort: 'name' },
  { cursor: Buffer.from('{"offset":1440}').toString('base64url') },
];

const ROUNDS = 40;

export interface Times {
  calls: number;
  p50: number;
  p95: number;
  slowest: { ms: number; look: object };
}

/** Milliseconds of `apps.list` at the server, one call after the other. */
export async function searchTimes(orm: MikroORM): Promise<Times> {
  const times: { ms: number; look: object }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const look of LOOKS) {
      const since = performance.now();
      await listApps(accessOf(orm.em.fork()), listAppsInput.parse(look));
      // The first round is a warm-up.
      if (round > 0) times.push({ ms: performance.now() - since, look });
    }
  }
  times.sort((one, other) => one.ms - other.ms);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]?.ms ?? NaN;
  return { calls: times.length, p50: at(0.5), p95: at(0.95), slowest: times.at(-1) ?? { ms: NaN, look: {} } };
}

function accessOf(em: EntityManager): Access {
  const actor = { kind: 'user' as const, id: 'bench', name: 'Bench' };
  const workspaceId = '01a20000-0000-7000-8000-000000000000';
  return { em, workspaceId, workspaceName: 'Bench', role: 'owner', actor };
}
