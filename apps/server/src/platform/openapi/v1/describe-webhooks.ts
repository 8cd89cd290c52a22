import {
  EVENT_CATALOG,
  OUTGOING_EVENT_TYPES,
  type OutgoingEventType,
  outgoingEventExample,
  outgoingEventSchema,
} from '@patchbay/contracts';
import type { NamedSchemas } from './named-schemas.ts';

/** What Patchbay sends to endpoints, from the catalog of events. */
export function describeWebhooks(schemas: NamedSchemas) {
  return Object.fromEntries(OUTGOING_EVENT_TYPES.map((type) => [type, { post: describeWebhook(type, schemas) }]));
}

const DELIVERY = `Signed by the endpoint’s secret (Standard Webhooks): check \`webhook-id\`, \`webhook-timestamp\` and \`webhook-signature\` before
you trust it. Sent at least once, and in no certain order: \`webhook-id\` is the same for every try.`;

function describeWebhook(type: OutgoingEventType, schemas: NamedSchemas) {
  const schema = schemas.of(outgoingEventSchema(type), { io: 'output', name: nameOf(type) });
  return {
    operationId: `webhooks.${type}`,
    tags: ['webhooks'],
    summary: type,
    description: `${EVENT_CATALOG[type].summary}\n\n${DELIVERY}`,
    parameters: HEADERS,
    requestBody: { required: true, content: { 'application/json': { schema, example: outgoingEventExample(type) } } },
    responses: {
      '2XX': { description: 'It was received. Anything else, and no answer within 10 seconds, is tried again.' },
      410: { description: 'The endpoint is gone: it is turned off.' },
    },
  };
}

const header = (name: string, description: string, example: string) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
  example,
});

const HEADERS = [
  header('webhook-id', 'Names the message: the same for every try.', '0199f3a2-9d42-7f74-8a4d-3fad814b5e6f'),
  header('webhook-timestamp', 'When this try was made, in seconds since 1970.', '1796030130'),
  header(
    'webhook-signature',
    'One signature for each secret that is valid now.',
    'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  ),
];

/** `connection.health_changed` is `ConnectionHealthChangedEvent`. */
function nameOf(type: OutgoingEventType): string {
  return `${type.replaceAll(/(?:^|[._])(\w)/g, (_, letter: string) => letter.toUpperCase())}Event`;
}
