import { OUTGOING_EVENT_TYPES, outgoingEventExample } from '@patchbay/contracts';
import { expect, it } from 'vitest';
import { describeWebhooks } from '../../../../server/src/platform/openapi/v1/describe-webhooks.ts';
import { NamedSchemas } from '../../../../server/src/platform/openapi/v1/named-schemas.ts';
import { eventsIn } from './event-catalog.queries.ts';
import { EVENT_TYPES } from './event-type-words.ts';

const events = eventsIn({ webhooks: describeWebhooks(new NamedSchemas()) });

it('has every type that people see, with when it is sent and the example of the contracts', () => {
  expect(events.map(({ type }) => type)).toEqual([...OUTGOING_EVENT_TYPES]);
  expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(EVENT_TYPES));
  for (const { type, summary, example } of events) {
    expect(summary).toMatch(/^[A-Z].*\.$/);
    expect(JSON.parse(example)).toEqual(outgoingEventExample(type as (typeof OUTGOING_EVENT_TYPES)[number]));
  }
});
