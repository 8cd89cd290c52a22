import type { JsonSchema } from './json-schema.ts';

// One helper per kind of parameter, so that the data files read as lists.

export const text = (description: string, example?: string): JsonSchema => ({
  type: 'string',
  description,
  ...(example === undefined ? {} : { examples: [example] }),
});

export const email = (description: string): JsonSchema => ({ type: 'string', format: 'email', description });

export const link = (description: string): JsonSchema => ({ type: 'string', format: 'uri', description });

/** An instant, RFC 3339. */
export const instant = (description: string): JsonSchema => ({ type: 'string', format: 'date-time', description });

/** A calendar day, `yyyy-mm-dd`. */
export const day = (description: string): JsonSchema => ({ type: 'string', format: 'date', description });

export const flag = (description: string): JsonSchema => ({ type: 'boolean', description });

export const whole = (description: string, minimum?: number, maximum?: number): JsonSchema => ({
  type: 'integer',
  description,
  ...(minimum === undefined ? {} : { minimum }),
  ...(maximum === undefined ? {} : { maximum }),
});

export const amount = (description: string): JsonSchema => ({ type: 'number', description });

export const choice = (description: string, ...values: readonly string[]): JsonSchema => ({
  type: 'string',
  description,
  enum: values,
});

export const texts = (description: string): JsonSchema => ({ type: 'array', description, items: { type: 'string' } });

export const table = (description: string): JsonSchema => ({
  type: 'array',
  description,
  items: { type: 'array', items: { type: 'string' } },
});

/** A file that was uploaded to the service before. */
export const upload = (description: string): JsonSchema => ({
  type: 'object',
  description,
  file_uploadable: true,
  properties: {
    name: { type: 'string', title: 'Name' },
    mimetype: { type: 'string', title: 'Mimetype' },
    s3key: { type: 'string', title: 'S3 key' },
  },
  required: ['name', 'mimetype', 's3key'],
});

/** Values whose names depend on the account, such as the fields of a record. */
export const values = (description: string): JsonSchema => ({
  type: 'object',
  description,
  additionalProperties: true,
});

export const objects = (description: string): JsonSchema => ({
  type: 'array',
  description,
  items: { type: 'object', additionalProperties: true },
});
