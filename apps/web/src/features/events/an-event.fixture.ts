import type { EventView } from './event.queries.ts';

/** An event as the server shows it, for tests. */
export function anEvent(given: Partial<EventView> = {}): EventView {
  return {
    id: 'e1',
    type: 'trigger.message',
    connectionId: 'c1',
    connectionLabel: '',
    app: { slug: 'github', name: 'GitHub', logo: null },
    trigger: 'GITHUB_COMMIT_EVENT',
    subscriptionId: 's1',
    verdict: 'accepted',
    happenedAt: null,
    receivedAt: '2026-11-22T10:30:00.000Z',
    deliveries: { waiting: 0, retrying: 0, delivered: 0, dead: 0, dueAt: null },
    ...given,
  };
}
