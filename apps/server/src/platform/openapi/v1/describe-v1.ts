import { problemSchema } from '../../http/problem.ts';
import type { Operation } from '../operation.ts';
import { errorsOf } from './common-errors.ts';
import { describeFields } from './describe-fields.ts';
import { describeOperation, tagOf } from './describe-operation.ts';
import { problemExamples } from './error-responses.ts';
import { describeWebhooks } from './describe-webhooks.ts';
import { NamedSchemas } from './named-schemas.ts';

export const V1_PATH = '/api/v1';

const DESCRIPTION = `Everything that your services can do with the connections of a workspace, over plain HTTP.

**Versions.** Within \`v1\` nothing is removed or renamed, no input becomes required and no type becomes narrower. Operations, optional
inputs, fields of answers, error codes and values of enumerations are added: ignore fields that you don’t know.

**Errors** are problem details (RFC 9457) with a permanent \`code\`: branch on it, and show \`detail\` and \`remedy\` to people.

**Limits.** \`RateLimit-Policy\` and \`RateLimit\` tell each limit that counted the request and how much of it is left; answers with
429 and 503 say in \`Retry-After\` how many seconds to wait.

**Numbers** in payloads, in arguments and answers of actions and in settings of triggers keep their text, however many digits they
have: 12345678901234567890, 1e400 and 1.0 are answered as they came. Read them with a parser that keeps them. A body with the same
field twice in an object, or with more than 500 levels, is refused with \`INPUT_INVALID\`.`;

/** The OpenAPI 3.1 document of version 1, derived from the procedures that services may call. */
export function describeV1(operations: Operation[], { publicUrl }: { publicUrl: string }) {
  const schemas = new NamedSchemas();
  schemas.of(problemSchema, { io: 'output' });
  const paths = Object.fromEntries(
    operations.map((each) => [each.path, { [each.method]: describeOperation(each, schemas) }]),
  );
  const webhooks = describeWebhooks(schemas);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Patchbay',
      version: '1',
      description: DESCRIPTION,
      contact: { name: 'The people who run this installation', url: publicUrl },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: publicUrl + V1_PATH }],
    security: [{ serviceKey: [] }],
    tags: tagsOf(operations),
    paths,
    webhooks,
    components: {
      securitySchemes: SECURITY_SCHEMES,
      parameters: PARAMETERS,
      headers: HEADERS,
      examples: problemExamples(operations.flatMap(errorsOf)),
      schemas: describeFields(schemas.components),
    },
  };
}

export type V1Document = ReturnType<typeof describeV1>;

function tagsOf(operations: Operation[]) {
  const tags = new Map(operations.map((each) => [tagOf(each), each.procedure.meta.docs?.tag ?? tagOf(each)]));
  tags.set('webhooks', 'What Patchbay sends to your endpoints.');
  const byName = (name: string) => name.toLowerCase();
  return [...tags]
    .toSorted(([a], [b]) => (byName(a) < byName(b) ? -1 : 1))
    .map(([name, description]) => ({ name, description }));
}

const SECURITY_SCHEMES = {
  serviceKey: {
    type: 'http',
    scheme: 'bearer',
    description: 'A key of one or more workspaces, `pb_…`: created by an admin under Settings → Service keys.',
  },
  installationKey: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A key that manages workspaces, `pbi_…`: created by an installation admin under Settings → Installation → Keys.',
  },
};

const PARAMETERS = {
  workspace: {
    name: 'x-patchbay-workspace',
    in: 'header',
    required: false,
    description: 'The id of the workspace to act in. Not needed with a key that works in one only.',
    schema: { type: 'string', format: 'uuid' },
    example: '0199f3a2-6d1b-7c41-9d1a-0c7a5f1e2b3c',
  },
  subject: {
    name: 'x-patchbay-subject',
    in: 'header',
    required: false,
    description: 'For whom your service acts, in 1 to 120 visible ASCII characters. Shown in histories and logs.',
    schema: { type: 'string', minLength: 1, maxLength: 120 },
    example: 'ada@example.com',
  },
};

const HEADERS = {
  RateLimit: {
    description:
      'How much of each limit is left (`r`), and for how many seconds (`t`): draft-ietf-httpapi-ratelimit-headers.',
    schema: { type: 'string' },
    example: '"calls";r=5987;t=31',
  },
  'RateLimit-Policy': {
    description: 'How many calls (`q`) each limit allows in how many seconds (`w`).',
    schema: { type: 'string' },
    example: '"calls";q=6000;w=60',
  },
  'Retry-After': {
    description: 'How many seconds to wait.',
    schema: { type: 'integer', minimum: 1 },
    example: 5,
  },
};
