import type { Endpoint } from './endpoint.queries.ts';

/** An endpoint as the server shows it, for tests. */
export function anEndpoint(given: Partial<Endpoint> = {}): Endpoint {
  return {
    id: 'p1',
    url: 'https://hooks.example.com/patchbay',
    description: '',
    types: ['trigger.message'],
    apps: [],
    triggers: [],
    status: 'on',
    offReason: null,
    failingSince: null,
    previousSecretUntil: null,
    createdBy: { id: 'u1', name: 'Ada' },
    createdAt: '2026-11-22T10:30:00.000Z',
    version: 1,
    ...given,
  };
}
