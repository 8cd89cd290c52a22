import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { inputObject, noInput } from './input-object.ts';
import { nearestOf } from './nearest-name.ts';

const input = inputObject({ status: z.string().optional(), filter: inputObject({ app: z.string() }).optional() });
const said = (value: unknown, schema: z.ZodType = input) => schema.safeParse(value).error?.issues[0]?.message;

describe('what a procedure takes', () => {
  it('is refused with an unknown field, with the one that was probably meant', () => {
    expect(said({ statuz: 'active' })).toBe('There is no field “statuz”; did you mean “status”?');
    expect(said({ filter: { app: 'x', apq: 'y' } })).toBe('There is no field “apq”; did you mean “app”?');
    expect(said({ whatever_that_is: 1 })).toBe('There is no field “whatever_that_is”.');
  });

  it('is refused also when it was made of another', () => {
    const extended = input.extend({ limit: z.int().optional() }).partial().prefault({});
    expect(said({ limti: 1 }, extended)).toBe('There is no field “limti”; did you mean “limit”?');
  });

  it('is nothing where nothing is taken', () => {
    expect([noInput.safeParse(undefined).success, noInput.safeParse({}).success]).toEqual([true, true]);
    expect([noInput.safeParse({ a: 1 }).success, noInput.safeParse(null).success]).toEqual([false, false]);
  });
});

test.each([
  ['statuz', 'status'],
  ['STATUS', 'status'],
  ['stat', 'status'],
  ['lable', 'label'],
  ['x', undefined],
  ['__proto__', undefined],
  ['', undefined],
])('%j is nearest to %j', (given, expected) => {
  expect(nearestOf(given, ['status', 'label', 'limit', 'cursor'])).toBe(expected);
});
