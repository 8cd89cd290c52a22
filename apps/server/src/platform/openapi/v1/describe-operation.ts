import { PEOPLE_ONLY } from '../../trpc/trpc.ts';
import type { Operation } from '../operation.ts';
import { errorsOf } from './common-errors.ts';
import { errorResponses, RATE_LIMIT_HEADERS } from './error-responses.ts';
import { exampleOf } from './example-of.ts';
import type { JsonSchema, NamedSchemas } from './named-schemas.ts';

/** One operation of the document, from its procedure: schemas, words and errors. */
export function describeOperation(operation: Operation, schemas: NamedSchemas) {
  const { procedure, method } = operation;
  const { docs } = procedure.meta;
  return {
    operationId: procedure.path,
    tags: [tagOf(operation)],
    summary: docs?.summary ?? procedure.path,
    description: [docs?.description, scopesOf(procedure)].filter(Boolean).join('\n\n'),
    ...securityOf(procedure),
    parameters: [...headersOf(procedure), ...(method === 'get' ? queryParameters(operation, schemas) : [])],
    ...(method === 'post' && { requestBody: requestBody(operation, schemas) }),
    responses: {
      200: procedure.type === 'subscription' ? eventStream(operation, schemas) : answer(operation, schemas),
      ...errorResponses(errorsOf(operation)),
    },
  };
}

/** Operations on the installation name no workspace, and an installation key acts for no subject. */
function headersOf({ meta }: Operation['procedure']) {
  const workspace = { $ref: '#/components/parameters/workspace' };
  if (meta.scope !== PEOPLE_ONLY) return [workspace, { $ref: '#/components/parameters/subject' }];
  return meta.policy === 'installation-admin' ? [] : [workspace];
}

function securityOf({ meta }: Operation['procedure']) {
  if (meta.installationScope === undefined) return {};
  return { security: [...(meta.scope === PEOPLE_ONLY ? [] : [{ serviceKey: [] }]), { installationKey: [] }] };
}

function scopesOf({ meta: { scope, installationScope } }: Operation['procedure']): string {
  const ofServiceKeys = scope === PEOPLE_ONLY ? [] : [`Scope: \`${scope}\`.`];
  const ofInstallationKeys = installationScope ? [`Scope of an installation key: \`${installationScope}\`.`] : [];
  return [...ofServiceKeys, ...ofInstallationKeys].join(' ');
}

export function tagOf({ procedure }: Operation): string {
  return procedure.path.split('.')[0] ?? '';
}

/** A query parameter. */
export interface QueryParameter {
  name: string;
  in: 'query';
  required: boolean;
  description?: string;
  schema: JsonSchema;
  example?: unknown;
}

function queryParameters({ procedure }: Operation, schemas: NamedSchemas): QueryParameter[] {
  if (!procedure.input) return [];
  // Each of its fields is a parameter, also where the input has a name that a change shares.
  const { properties = {}, required = [] } = schemas.resolve(schemas.of(procedure.input, { io: 'input' })) as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  const example = procedure.meta.docs?.example ?? {};
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(typeof description === 'string' && { description }),
    schema,
    ...(name in example && { example: example[name] }),
  }));
}

function requestBody({ procedure }: Operation, schemas: NamedSchemas) {
  const { input, meta } = procedure;
  const schema = input
    ? schemas.of(input, { io: 'input', name: `${nameOf(procedure.path)}Input` })
    : { type: 'object' };
  const example = meta.docs?.example ?? exampleOf(schema, schemas) ?? {};
  return { required: input !== undefined, content: { 'application/json': { schema, example } } };
}

function answer({ procedure }: Operation, schemas: NamedSchemas) {
  const schema = procedure.output
    ? schemas.of(procedure.output, { io: 'output', name: `${nameOf(procedure.path)}Result` })
    : {};
  return {
    description: 'Done.',
    headers: RATE_LIMIT_HEADERS,
    content: { 'application/json': { schema, example: exampleOf(schema, schemas) } },
  };
}

const FRAMES = `Server-sent events (WHATWG HTML, section 9.2). The \`data\` of each event without a name is JSON of this schema; its \`id\` is the
position to resume after, by the header \`Last-Event-ID\` or the parameter \`lastEventId\`. An event named \`error\` holds a \`Problem\` and
ends the stream. Comments keep the connection open.`;

function eventStream({ procedure }: Operation, schemas: NamedSchemas) {
  const { events } = procedure.meta.docs ?? {};
  const schema = events ? schemas.of(events, { io: 'output', name: `${nameOf(procedure.path)}Event` }) : {};
  return { description: FRAMES, headers: RATE_LIMIT_HEADERS, content: { 'text/event-stream': { schema } } };
}

/** `connections.list` is `ConnectionsList`. */
function nameOf(path: string): string {
  return path.replaceAll(/(?:^|\.)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
