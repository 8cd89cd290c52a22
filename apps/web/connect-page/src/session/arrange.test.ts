import type { ConnectApp, ConnectConnection } from '@patchbay/contracts';
import { expect, it } from 'vitest';
import { arrange } from './arrange.ts';

const app = (slug: string): ConnectApp => ({
  slug,
  name: slug.toUpperCase(),
  description: '',
  logo: null,
  needsAuth: true,
  asksFirst: false,
});
const connection = (slug: string, status: ConnectConnection['status']): ConnectConnection => ({
  id: `id of ${slug}`,
  app: { ...app(slug), needsAuth: true },
  label: '',
  status,
  reason: null,
  attempt: null,
  account: null,
  connectedAt: null,
  version: 1,
});
const keys = ({ yours, available }: ReturnType<typeof arrange>) =>
  [yours, available].map((c) => c.map(({ key }) => key));

it('shows connections in use first, and what was added but never connected among the apps', () => {
  const connections = [connection('a', 'active'), connection('b', 'added'), connection('c', 'pending')];
  const cards = arrange({ apps: ['a', 'b', 'd'].map(app), connections, search: '', pinned: null });
  expect(keys(cards)).toEqual([
    ['id of a', 'id of c'],
    ['b', 'd'],
  ]);
  expect(cards.available[0]?.connection?.id).toBe('id of b');
});

it('an app stays where it is while it is being connected from there', () => {
  const connections = [connection('b', 'pending')];
  expect(keys(arrange({ apps: [app('b')], connections, search: '', pinned: 'b' }))).toEqual([[], ['b']]);
  expect(keys(arrange({ apps: [app('b')], connections, search: '', pinned: null }))).toEqual([['id of b'], []]);
});

it('searches connections by their app’s name; a connection whose app is not listed is shown', () => {
  const connections = [connection('slack', 'active'), connection('old', 'added')];
  expect(keys(arrange({ apps: [], connections, search: ' SLA ', pinned: null }))).toEqual([['id of slack'], []]);
  expect(keys(arrange({ apps: [], connections, search: '', pinned: null }))).toEqual([['id of slack'], ['id of old']]);
});

it('another account is offered from the last one of an app, and one that failed is shown beside them', () => {
  const first = connection('slack', 'active');
  const second = { ...connection('slack', 'active'), id: 'second', label: '2' };
  const failed = { ...connection('slack', 'added'), id: 'failed', reason: { code: 'denied' as const, detail: null } };
  const offered = (connections: ConnectConnection[], offersMore = true) =>
    arrange({ apps: [], connections, search: '', pinned: null, offersMore }).yours.map(
      (card) => [card.key, card.offersAnother] as const,
    );
  expect(offered([first, connection('b', 'active'), second])).toEqual([
    ['id of slack', false],
    ['second', true],
    ['id of b', true],
  ]);
  expect(offered([first, failed])).toEqual([
    ['id of slack', false],
    ['failed', false],
  ]);
  expect(offered([{ ...first, status: 'expired' }])).toEqual([['id of slack', false]]);
  expect(offered([first], false)).toEqual([['id of slack', false]]);
});

it.each(['google calendar', 'CALENDAR  google', '  Google-Calendar ', 'googlecal', 'gôogle'])(
  'finds Google Calendar among the connections by “%s”',
  (search) => {
    const calendar = connection('calendar', 'active');
    calendar.app.name = 'Google Calendar';
    const connections = [calendar, connection('slack', 'active')];
    expect(keys(arrange({ apps: [], connections, search, pinned: null }))).toEqual([['id of calendar'], []]);
  },
);
