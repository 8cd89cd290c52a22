import { expect, it } from 'vitest';
import { aView } from '../a-view.fixture.ts';
import { groupRows } from './group-rows.ts';

const SLACK = { view: aView({ id: 's' }), lastEvent: null };
const GMAIL = { view: aView({ id: 'g', app: { ...aView().app, slug: 'gmail', name: 'Gmail' } }), lastEvent: null };
const BROKEN = { view: aView({ id: 'b', status: 'expired' }), lastEvent: null };

const shown = (by: 'app' | 'status') =>
  groupRows([BROKEN, SLACK, GMAIL], by).map(({ title, rows }) => [title, ...rows.map(({ view }) => view.id)]);

it('by app in the order of the alphabet, by status in that of the rows', () => {
  expect(shown('app')).toEqual([
    ['Gmail', 'g'],
    ['Slack', 'b', 's'],
  ]);
  expect(shown('status')).toEqual([
    ['Needs attention', 'b'],
    ['Added', 's', 'g'],
  ]);
});

it('by status, a connection of which a part does not work needs attention', () => {
  const health = { level: 'degraded' as const, reasons: [] };
  const [first] = groupRows([{ view: aView({ status: 'active', health }), lastEvent: null }], 'status');
  expect(first?.title).toBe('Needs attention');
});
