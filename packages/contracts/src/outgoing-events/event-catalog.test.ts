import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { OUTGOING_EVENT_TYPES, outgoingEventExample, outgoingEventSchema } from './event-catalog.ts';

describe.each(OUTGOING_EVENT_TYPES)('%s', (type) => {
  it('has an example that its schema accepts unchanged', () => {
    const example = outgoingEventExample(type);
    expect(z.strictObject(outgoingEventSchema(type).shape).parse(example)).toEqual(example);
  });

  it('can be described as a JSON Schema', () => {
    expect(z.toJSONSchema(outgoingEventSchema(type))).toMatchObject({ type: 'object', required: expect.any(Array) });
  });
});
