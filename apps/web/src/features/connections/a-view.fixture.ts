import type { ConnectionView } from '@patchbay/contracts';

/** A connection for tests: Slack, added, with the given differences. */
export function aView(difference: Partial<ConnectionView> = {}): ConnectionView {
  return {
    id: 'c1',
    app: { slug: 'slack', name: 'Slack', logo: null, needsAuth: true, asksFirst: false },
    label: '',
    endUser: null,
    tags: {},
    status: 'added',
    health: { level: 'inactive', reasons: [] },
    reason: null,
    attempt: null,
    account: null,
    addedBy: { id: 'u1', name: 'Ada' },
    connectedBy: null,
    connectedAt: null,
    createdAt: '2026-01-01T12:00:00.000Z',
    updatedAt: '2026-01-01T12:00:00.000Z',
    version: 1,
    ...difference,
  };
}

export function anAttempt(difference: Partial<NonNullable<ConnectionView['attempt']>> = {}) {
  return {
    id: 'a1',
    step: 'waiting' as const,
    startedAt: '2026-01-01T12:00:00.000Z',
    expiresAt: '2026-01-01T12:10:00.000Z',
    startedBy: { id: 'u1', name: 'Ada' },
    ...difference,
  };
}
