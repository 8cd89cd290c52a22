import { expect } from 'vitest';
import type { ApiClient } from './api-client.ts';
import type { Left } from './fill.ts';

/** Entries that jobs add to the history whenever they run, before the former server's end or after it. */
const OF_JOBS = /^(approved|unconfirmed|released_deleted|released_revoked) → /;

export type Snapshot = Awaited<ReturnType<typeof snapshot>>;

/** Equal to before, except for entries that jobs may have added; newest first. */
export function expectNothingLost(
  { history: before, ...others }: Snapshot,
  { history: after, ...othersAfter }: Snapshot,
): void {
  expect(othersAfter).toEqual(others);
  for (const [name, lines] of Object.entries(before)) {
    const now = after[name] ?? [];
    const added = Math.max(now.length - lines.length, 0);
    expect({ name, lines: now.slice(added) }).toEqual({ name, lines });
    expect({ name, odd: now.slice(0, added).filter((line) => !OF_JOBS.test(line)) }).toEqual({ name, odd: [] });
  }
}

/** What people see of it, in display order. */
export async function snapshot({ ada, grace, connections }: Left) {
  const listed = async (client: ApiClient) => {
    const { items } = await client.query<{ items: { id: string; label: string; status: string }[] }>(
      'connections.list',
    );
    return new Map(items.map(({ id, label, status }) => [id, { label, status }]));
  };
  const [mine, hers] = [await listed(ada), await listed(grace)];
  const history: Record<string, string[]> = {};
  const statuses: Record<string, string | undefined> = {};
  for (const [name, id] of Object.entries(connections)) {
    statuses[name] = mine.get(id)?.status;
    const { items } = await ada.query<{ items: { event: string; to: string; version: number }[] }>(
      'connections.history',
      { id },
    );
    history[name] = items.map(({ event, to, version }) => `${event} → ${to}, ${version}`);
  }
  const { items: events } = await ada.query<{ items: { id: string; trigger: string }[] }>('events.list');
  const members = await ada.query<{ items?: unknown[] } | unknown[]>('workspaces.members');
  return {
    statuses,
    history,
    mine: Object.fromEntries(mine),
    hers: [...hers.values()].map(({ label, status }) => `${label} ${status}`),
    events: events.map(({ id, trigger }) => `${id} ${trigger}`),
    members: (Array.isArray(members) ? members : (members.items ?? [])).length,
  };
}
