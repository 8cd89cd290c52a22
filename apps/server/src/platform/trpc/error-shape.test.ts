import { TRPCError } from '@trpc/server';
import { describe, expect, it } from 'vitest';
import { AppError } from '../errors/app-error.ts';
import { codeOf, errorShape } from './error-shape.ts';

const shapeOf = (error: TRPCError) =>
  errorShape({
    error,
    ctx: { reference: 'r1' },
    shape: { code: -32603, message: error.message, data: { code: error.code, httpStatus: 500, stack: 'secret stack' } },
  });

describe('errorShape', () => {
  it('answers an expected failure with its code, sentence, remedy and status', () => {
    const cause = new AppError('LABEL_TAKEN');
    expect(shapeOf(new TRPCError({ code: 'CONFLICT', cause }))).toMatchObject({
      message: 'Another connection of this app has that label.',
      data: { errorCode: 'LABEL_TAKEN', httpStatus: 409, reference: 'r1', remedy: 'Choose another label.' },
    });
  });

  it('says nothing of a bug but where to look it up', () => {
    const text = JSON.stringify(
      shapeOf(new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: new Error('password=1') })),
    );
    expect(text).toContain('"INTERNAL"');
    expect(text).not.toMatch(/password|stack/);
  });

  it('knows a database that is away from a bug', () => {
    const cause = Object.assign(new Error('down'), { code: '57P03' });
    expect(codeOf(new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause }))).toBe('UNAVAILABLE');
  });
});
