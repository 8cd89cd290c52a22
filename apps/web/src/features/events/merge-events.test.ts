import { describe, expect, it } from 'vitest';
import { anEvent } from './an-event.fixture.ts';
import { NO_FILTER } from './event.queries.ts';
import { inOrder, passes, unknownOf, withFresh, withNew } from './merge-events.ts';

const ids = (pages: { items: { id: string }[] }[]) => pages.map(({ items }) => items.map(({ id }) => id).join(''));
const PAGES = [{ items: [anEvent({ id: 'd' }), anEvent({ id: 'c' })] }, { items: [anEvent({ id: 'b' })] }];

describe('a list of events', () => {
  it('updates known events', () => {
    const fresh = anEvent({ id: 'b', verdict: 'unknown' });
    const next = withFresh(PAGES, [fresh, anEvent({ id: 'x' })]);
    expect(ids(next)).toEqual(['dc', 'b']);
    expect(next[1]?.items[0]).toBe(fresh);
  });

  it('puts new ones on top, each once, newest first', () => {
    const news = [anEvent({ id: 'e' }), anEvent({ id: 'f' }), anEvent({ id: 'd' }), anEvent({ id: 'e' })];
    expect(ids(withNew(PAGES, news))).toEqual(['fedc', 'b']);
    expect(unknownOf(PAGES, news).map(({ id }) => id)).toEqual(['e', 'f', 'e']);
    expect(inOrder(news).map(({ id }) => id)).toEqual(['f', 'e', 'd']);
    expect(withNew([], news)).toEqual([]);
  });

  it('applies its filter', () => {
    const event = anEvent();
    expect(passes(event, NO_FILTER)).toBe(true);
    expect(
      passes(event, {
        ...NO_FILTER,
        type: 'trigger.message',
        app: 'github',
        trigger: event.trigger,
        connection: 'c1',
        verdict: 'accepted',
      }),
    ).toBe(true);
    for (const wrong of [
      { type: 'endpoint.disabled' as const },
      { app: 'slack' },
      { trigger: 'X' },
      { connection: 'c2' },
      { verdict: 'unknown' as const },
    ])
      expect(passes(event, { ...NO_FILTER, ...wrong })).toBe(false);
  });
});
