import { z } from 'zod';
import { idSchema } from '../../../platform/ids.ts';
import { jsonDocument } from '../../../platform/json-object.ts';
import { textRecord } from '../../../platform/text-record.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { idempotencyKey } from '../idempotency.ts';
import { isMethodOverride, JSON_TYPE, mayBeSent } from './proxy-headers.ts';
import { segmentsOf } from './proxy-path.ts';
import { PROXY_METHODS } from './proxy-rule.entity.ts';

const MAX_CHARACTERS_IN_A_BODY = 200_000;

const headerName = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,64}$/)
  .refine(mayBeSent, 'a header that callers may not set');
/** Visible ASCII with blanks only inside: it cannot add a line. */
const headerValue = z.string().regex(/^[!-~](?:[ -~]{0,998}[!-~])?$/);
const queryName = z
  .string()
  .min(1)
  .max(100)
  .refine((name) => name.isWellFormed() && !isMethodOverride(name), 'a parameter that callers may not set');
const queryValue = z
  .string()
  .max(2_000)
  .refine((value) => value.isWellFormed(), 'half a character');

const headers = textRecord({ name: headerName, value: headerValue, most: 20 })
  .refine(isEachOnce, 'the same header twice')
  .refine(
    (each) => Object.entries(each).every(([name, value]) => !/^content-type$/i.test(name) || JSON_TYPE.test(value)),
    'the content type of a body is one of JSON',
  );

function isEachOnce(each: Record<string, string>): boolean {
  const names = Object.keys(each).map((name) => name.toLowerCase());
  return new Set(names).size === names.length;
}

export const proxyInput = inputObject({
  /** The connection whose account is used. */
  connectionId: idSchema,
  method: z.enum(PROXY_METHODS),
  path: z
    .string()
    .max(1_000)
    .refine((path) => segmentsOf(path) !== undefined, 'not a plain path')
    .describe(
      'Below the app’s own address, such as /v1/me. Must lie below a path that an admin allowed for the connection and this method. ' +
        'Dots, empty segments, parameters, escaped slashes and a query are refused.',
    ),
  query: textRecord({ name: queryName, value: queryValue, most: 50 }).default({}),
  headers: headers.default({}).describe('Credentials, cookies and headers of one hop are refused.'),
  body: jsonDocument(MAX_CHARACTERS_IN_A_BODY)
    .optional()
    .describe('JSON, sent as it is, with POST, PUT and PATCH. Its numbers keep their text.'),
  /** As with actions.execute: with it the request is sent once, however often it is asked for within 24 hours. */
  idempotencyKey: idempotencyKey.optional(),
}).refine(({ method, body }) => body === undefined || ['POST', 'PUT', 'PATCH'].includes(method), {
  path: ['body'],
  message: 'only POST, PUT and PATCH have a body',
});

export const proxyOutput = z.object({
  executionId: z.string(),
  /** Of the app’s answer, whatever it is. */
  status: z.int(),
  /** Of the app’s answer, in lower case; without cookies, secrets and headers of one hop. */
  headers: z.record(z.string(), z.string()),
  /** JSON as it came, or a text; null where the answer is empty or a file. */
  data: z.unknown(),
  /** An answer that is no text: where it can be downloaded for a while. */
  file: z
    .object({ url: z.string(), contentType: z.string(), size: z.int(), expiresAt: z.string().nullable() })
    .nullable(),
  /** Whether this is the answer that an earlier call with the same idempotency key got. */
  replayed: z.boolean(),
});

export type ProxyInput = z.infer<typeof proxyInput>;
