import { type ErrorCode, ERRORS } from '@patchbay/contracts';
import { z } from 'zod';

/** RFC 9457, section 3. */
export const PROBLEM_TYPE = 'application/problem+json';

const CODES = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]];

const errorCodeSchema = z.enum(CODES).meta({
  id: 'ErrorCode',
  description: 'Permanent: branch on it. Codes are added, and never renamed or reused.',
});

/** What went wrong (RFC 9457), with our permanent code. */
export const problemSchema = z
  .object({
    type: z.string().describe('The path of a page about this kind of problem, on this installation.'),
    title: z.string().describe('The kind of problem, in a few words.'),
    status: z.int().describe('The HTTP status, again.'),
    detail: z.string().describe('What went wrong, in one sentence for a person. May be reworded.'),
    code: errorCodeSchema,
    remedy: z.string().describe('What to do about it. May be reworded.'),
    reference: z.string().nullable().describe('Names the request in the server’s log; also in X-Request-Id.'),
    fields: z
      .record(z.string(), z.string())
      .nullable()
      .describe('What is wrong with which field of the input, by its dotted path.'),
  })
  .meta({
    id: 'Problem',
    description: 'What went wrong: problem details (RFC 9457) with a permanent code.',
    examples: [
      {
        type: '/errors/LABEL_TAKEN',
        title: 'Label taken',
        status: 409,
        detail: 'Another connection of this app has that label.',
        code: 'LABEL_TAKEN',
        remedy: 'Choose another label.',
        reference: '0199f3a2-6d1b-7c41-9d1a-0c7a5f1e2b3c',
        fields: null,
      },
    ],
  });

export type Problem = z.infer<typeof problemSchema>;

export function problemOf(code: ErrorCode, { reference, fields }: Pick<Problem, 'reference' | 'fields'>): Problem {
  const { status, sentence, remedy } = ERRORS[code];
  return { type: problemPath(code), title: titleOf(code), status, detail: sentence, code, remedy, reference, fields };
}

function problemPath(code: ErrorCode): string {
  return `/errors/${code}`;
}

/** `CONNECTION_UNKNOWN` is “Connection unknown”: like the code, it never changes. */
export function titleOf(code: ErrorCode): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
