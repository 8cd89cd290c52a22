import { ERRORS } from '@patchbay/contracts';
import { PEOPLE_ONLY } from '../trpc/trpc.ts';
import type { Operation } from './operation.ts';

const DESCRIPTION = `Connections of a workspace for services: the same procedures as the typed client, over plain HTTP.

Numbers in payloads, in arguments and answers of actions and in configurations of triggers keep their text, however many digits
they have: 12345678901234567890, 1e400 and 1.0 are answered as they came. Read them with a parser that keeps them. A body with the same
field twice in an object, or with more than 500 levels, is refused with INPUT_INVALID.`;

/** The OpenAPI 3.1 document for what services may call. */
export function describeApi(operations: Operation[], { publicUrl }: { publicUrl: string }) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Patchbay',
      version: '1',
      description: DESCRIPTION,
    },
    servers: [{ url: `${publicUrl}/api` }],
    security: [{ serviceKey: [] }],
    paths: Object.fromEntries(operations.map((each) => [each.path, { [each.method]: operation(each) }])),
    components: {
      securitySchemes: {
        serviceKey: { type: 'http', scheme: 'bearer', description: 'A service key: pb_…' },
        installationKey: { type: 'http', scheme: 'bearer', description: 'An installation key: pbi_…' },
      },
      parameters: HEADERS,
      schemas: { Error: ERROR },
    },
  };
}

const HEADERS = {
  workspace: {
    name: 'x-patchbay-workspace',
    in: 'header',
    required: false,
    description: 'The id of the workspace to act in; not needed with a key that works in one only.',
    schema: { type: 'string', format: 'uuid' },
  },
  subject: {
    name: 'x-patchbay-subject',
    in: 'header',
    required: false,
    description: 'For whom the service acts; shown in histories and logs.',
    schema: { type: 'string', minLength: 1, maxLength: 120 },
  },
};

const ERROR = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['errorCode', 'message', 'remedy', 'reference', 'fields'],
      properties: {
        errorCode: { type: 'string', enum: Object.keys(ERRORS), description: 'Permanent: branch on it.' },
        message: { type: 'string', description: 'One sentence for a person; may change.' },
        remedy: { type: 'string', description: 'What to do about it.' },
        reference: { type: ['string', 'null'], description: 'Names the request in the server’s log.' },
        fields: { type: ['object', 'null'], additionalProperties: { type: 'string' } },
      },
    },
  },
};

function operation({ procedure, method, input, output }: Operation) {
  const [tag = ''] = procedure.path.split('.');
  const { installationScope, scope: ofServiceKeys } = procedure.meta;
  const forInstallation = installationScope !== undefined;
  const scope = ofServiceKeys === PEOPLE_ONLY ? installationScope : ofServiceKeys;
  const stream = procedure.type === 'subscription';
  const content = stream
    ? { 'text/event-stream': { schema: { type: 'string' } } }
    : { 'application/json': { schema: output ?? {} } };
  return {
    operationId: procedure.path,
    tags: [tag],
    summary: `${procedure.path} (scope ${scope})`,
    ...(forInstallation && {
      security: [...(ofServiceKeys === PEOPLE_ONLY ? [] : [{ serviceKey: [] }]), { installationKey: [] }],
    }),
    parameters: [
      { $ref: '#/components/parameters/workspace' },
      { $ref: '#/components/parameters/subject' },
      ...(method === 'get' ? queryParameters(input) : []),
    ],
    ...(method === 'post' && {
      requestBody: { required: input !== undefined, content: { 'application/json': { schema: input ?? {} } } },
    }),
    responses: {
      200: { description: stream ? 'Server-sent events, each with an id to resume from' : 'The answer', content },
      default: {
        description: 'What went wrong',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  };
}

function queryParameters({ properties = {}, required = [] }: NonNullable<Operation['input']> = {}) {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}
