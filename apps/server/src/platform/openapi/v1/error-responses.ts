import { type ErrorCode, ERRORS } from '@patchbay/contracts';
import { type Problem, PROBLEM_TYPE, problemOf } from '../../http/problem.ts';
import { refTo } from './named-schemas.ts';

export const RATE_LIMIT_HEADERS = {
  RateLimit: { $ref: '#/components/headers/RateLimit' },
  'RateLimit-Policy': { $ref: '#/components/headers/RateLimit-Policy' },
};

const RETRY_AFTER = { 'Retry-After': { $ref: '#/components/headers/Retry-After' } };

/** A response for each status that the codes have, with its codes. */
export function errorResponses(codes: ErrorCode[]): Record<string, unknown> {
  const statuses = [...new Set(codes.map((code) => ERRORS[code].status))].toSorted((a, b) => a - b);
  const entries = statuses.map((status) => [status, response(codes.filter((code) => ERRORS[code].status === status))]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}

function response(codes: ErrorCode[]) {
  const [first = 'INTERNAL'] = codes;
  const { status } = ERRORS[first];
  return {
    description: codes.map((code) => `\`${code}\`: ${ERRORS[code].sentence}`).join('\n\n'),
    headers: { ...RATE_LIMIT_HEADERS, ...(status === 429 || status === 503 ? RETRY_AFTER : {}) },
    content: {
      [PROBLEM_TYPE]: {
        schema: {
          allOf: [refTo('Problem'), { type: 'object', properties: { code: { type: 'string', enum: codes } } }],
        },
        examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  };
}

/** An example of each code that the responses refer to. */
export function problemExamples(codes: Iterable<ErrorCode>): Record<string, { value: Problem }> {
  return Object.fromEntries([...new Set(codes)].toSorted().map((code) => [code, { value: exampleOf(code) }]));
}

function exampleOf(code: ErrorCode): Problem {
  const fields = code === 'INPUT_INVALID' ? { limit: 'Too big: expected number to be <=100' } : null;
  return problemOf(code, { reference: '0199f3a2-6d1b-7c41-9d1a-0c7a5f1e2b3c', fields });
}
