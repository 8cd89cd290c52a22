import type { Installation } from '../support/installation.ts';
import type { Moment } from './cut-lives.ts';

/** Rounds per installation: their leftovers slow down the rounds that follow. */
const LENGTH = 50;

/** Deadlines that pass between the rounds, so that kills hit them too. */
export const SHORT_FLOWS = { PATCHBAY_ATTEMPT_TTL_SECONDS: '8' };

export interface Block {
  first: number;
  last: number;
  moments: Moment[];
}

export function blocksOf(moments: Moment[]): Block[] {
  return Array.from({ length: Math.ceil(moments.length / LENGTH) }, (_, index) => {
    const some = moments.slice(index * LENGTH, (index + 1) * LENGTH);
    return { first: index * LENGTH + 1, last: index * LENGTH + some.length, moments: some };
  });
}

/** The number of history entries: a run in which nothing happened between the kills has proved nothing. */
export async function happened({ pool }: Installation): Promise<number> {
  const { rows } = await pool.query<{ lines: number }>('select count(*)::int as lines from connection_events');
  return rows[0]?.lines ?? 0;
}
