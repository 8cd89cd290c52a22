import { createHash } from 'node:crypto';

/** Ids of the service, such as `ca_x7f…`, which differ in every run. */
const ids = /\/[a-z]{2,4}_[A-Za-z0-9_-]{6,}/g;

/** Pseudorandom numbers, the same in every run. */
export interface Lottery {
  /** In [0, 1), for the next request to this endpoint. */
  draw(method: string, path: string): number;
}

/** Each endpoint has its own sequence, so that the order of requests to different endpoints does not matter. */
export function createLottery(seed: string): Lottery {
  const drawn = new Map<string, number>();
  return {
    draw: (method, path) => {
      const endpoint = `${method} ${path.replace(ids, '/:id')}`;
      const turn = (drawn.get(endpoint) ?? 0) + 1;
      drawn.set(endpoint, turn);
      const lot = createHash('sha256').update(`${seed} ${endpoint} ${turn}`).digest();
      return lot.readUInt32BE() / 2 ** 32;
    },
  };
}
