import type { ConnectionView } from '@patchbay/contracts';
import { describe, expect, it } from 'vitest';
import { aView } from './a-view.fixture.ts';
import { type AppSummary, changeApp, changeApps, changeList } from './connection-change.ts';

const EVERYTHING = { status: null, search: null };

function pages(...views: ConnectionView[][]) {
  return { pages: views.map((items) => ({ items })), pageParams: views.map(() => null) };
}

function ids(data: { pages: { items: { id: string }[] }[] }) {
  return data.pages.map(({ items }) => items.map(({ id }) => id));
}

const change = (connection: ConnectionView) => ({ connectionId: connection.id, app: connection.app.slug, connection });

describe('changeList', () => {
  it('replaces a row in place', () => {
    const data = pages([aView({ id: 'a' })], [aView({ id: 'b' }), aView({ id: 'c' })]);
    const next = changeList(data, change(aView({ id: 'b', status: 'active', version: 2 })), EVERYTHING);
    expect(ids(next)).toEqual([['a'], ['b', 'c']]);
    expect(next.pages[1]?.items[0]?.status).toBe('active');
    expect(next.pages[0]).toBe(data.pages[0]);
  });

  it('puts a new one first', () => {
    expect(
      ids(changeList(pages([aView({ id: 'a' })], [aView({ id: 'b' })]), change(aView({ id: 'n' })), EVERYTHING)),
    ).toEqual([['n', 'a'], ['b']]);
  });

  it('removes what was removed', () => {
    const data = pages([aView({ id: 'a' }), aView({ id: 'b' })]);
    expect(ids(changeList(data, { connectionId: 'a', app: 'slack', connection: null }, EVERYTHING))).toEqual([['b']]);
  });

  it('does not overwrite newer data with older', () => {
    const data = pages([aView({ status: 'active', version: 5 })]);
    expect(changeList(data, change(aView({ status: 'pending', version: 4 })), EVERYTHING)).toBe(data);
  });

  it('keeps a filtered list to its filter', () => {
    const filter = { status: 'pending', search: null };
    const data = pages([aView({ id: 'a', status: 'pending' })]);
    expect(ids(changeList(data, change(aView({ id: 'a', status: 'active', version: 2 })), filter))).toEqual([[]]);
    expect(ids(changeList(data, change(aView({ id: 'b', status: 'pending' })), filter))).toEqual([['b', 'a']]);
    expect(changeList(data, change(aView({ id: 'c', status: 'added' })), filter)).toBe(data);
  });

  it('does not guess the position of a new one among search results', () => {
    const data = pages([aView({ id: 'a' })]);
    expect(changeList(data, change(aView({ id: 'n' })), { status: null, search: 'sla' })).toBe(data);
  });
});

// The tiles once showed "0 added" next to the row that had just appeared, until the next fetch.
describe('the counters of a list', () => {
  const COUNTS = { active: 1, pending: 0, expired: 0, added: 2 };
  const counted = (
    connection: ConnectionView | null,
    filter = EVERYTHING as { status: string | null; search: null },
  ) => {
    const known = aView({ id: 'a', status: 'active', version: 5 });
    const data = { pages: [{ items: [known], counts: COUNTS }], pageParams: [null] };
    const next = changeList(data, { connectionId: connection?.id ?? 'a', app: 'slack', connection }, filter);
    return next.pages[0]?.counts;
  };

  it.each<[what: string, connection: ConnectionView | null, counts: typeof COUNTS]>([
    ['count a new connection', aView({ id: 'n', status: 'added', version: 1 }), { ...COUNTS, added: 3 }],
    ['move one', aView({ id: 'a', status: 'expired', version: 6 }), { ...COUNTS, active: 0, expired: 1 }],
    ['lose one', null, { ...COUNTS, active: 0 }],
    ['stay at an older version', aView({ id: 'a', status: 'expired', version: 4 }), COUNTS],
    ['wait for the server where the list does not show it', aView({ id: 'x', status: 'active', version: 7 }), COUNTS],
  ])('%s', (_, connection, counts) => expect(counted(connection)).toEqual(counts));

  it('include what a filter hides from the list', () => {
    const filter = { status: 'active', search: null };
    expect(counted(aView({ id: 'n', status: 'added', version: 1 }), filter)?.added).toBe(3);
    expect(counted(aView({ id: 'a', status: 'expired', version: 6 }), filter)).toMatchObject({ active: 0, expired: 1 });
  });
});

function app(slug: string, connections: AppSummary['connections'] = []) {
  return { slug, connections };
}

describe('changeApps', () => {
  it('shows a connection on the card of its app and leaves the other pages alone', () => {
    const data = { pages: [{ items: [app('gmail')] }, { items: [app('slack')] }], pageParams: [null, 'x'] };
    const denied = { code: 'denied', detail: 'No, thanks' } as const;
    const next = changeApps(data, change(aView({ status: 'added', reason: denied })));
    expect(next.pages[1]?.items[0]?.connections).toEqual([{ id: 'c1', label: '', status: 'added', reason: 'denied' }]);
    expect(next.pages[0]).toBe(data.pages[0]);
  });

  it('updates and removes', () => {
    const slack = app('slack', [{ id: 'c1', label: '', status: 'pending', reason: null }]);
    expect(changeApp(slack, change(aView({ status: 'active' }))).connections[0]?.status).toBe('active');
    expect(changeApp(slack, { connectionId: 'c1', app: 'slack', connection: null }).connections).toEqual([]);
  });
});
