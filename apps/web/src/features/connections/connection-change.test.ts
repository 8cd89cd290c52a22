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
  it('replaces a row where it stands', () => {
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

  it('takes away what was removed', () => {
    const data = pages([aView({ id: 'a' }), aView({ id: 'b' })]);
    expect(ids(changeList(data, { connectionId: 'a', app: 'slack', connection: null }, EVERYTHING))).toEqual([['b']]);
  });

  it('lets no old news overwrite newer', () => {
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

  it('does not guess where a new one stands among search results', () => {
    const data = pages([aView({ id: 'a' })]);
    expect(changeList(data, change(aView({ id: 'n' })), { status: null, search: 'sla' })).toBe(data);
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

  it('updates, and takes away', () => {
    const slack = app('slack', [{ id: 'c1', label: '', status: 'pending', reason: null }]);
    expect(changeApp(slack, change(aView({ status: 'active' }))).connections[0]?.status).toBe('active');
    expect(changeApp(slack, { connectionId: 'c1', app: 'slack', connection: null }).connections).toEqual([]);
  });
});
