import { documented } from '../../platform/trpc/documented.ts';

const ID = '0199f3a2-9d42-7f74-8a4d-3fad814b5e6f';

export const deliveriesDocs = documented('Deliveries: events on their way to your endpoints.', {
  list: {
    summary: 'List deliveries',
    description: 'Past and pending deliveries of the workspace, the newest first, each with its tries.',
    example: { status: 'dead', limit: 20 },
  },
  redeliver: {
    summary: 'Redeliver',
    description: 'Sends a finished delivery again, with a fresh schedule of retries.',
    errors: ['DELIVERY_UNKNOWN'],
    example: { id: ID },
  },
  recover: {
    summary: 'Resend missed events',
    description:
      'Sends one endpoint everything that it has missed since a time, for whatever reason. Call it again with `nextCursor` until that is ' +
      '`null`. Events that were delivered are skipped.',
    errors: ['ENDPOINT_UNKNOWN', 'ENDPOINT_OFF'],
    example: { endpointId: ID, since: '2026-12-01T00:00:00.000Z' },
  },
});
