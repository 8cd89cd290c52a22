import type { ReasonCode, Status } from '@patchbay/lifecycle';
import { describe, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import type { ConnectionView, connectionViewSchema, ErrorCode, Role, Scope } from './index.ts';
import { reasonText } from './index.ts';

// Checked by the type check; running it proves nothing.

describe('views', () => {
  it('are what their schemas accept', () => {
    expectTypeOf<z.output<typeof connectionViewSchema>>().toEqualTypeOf<ConnectionView>();
  });

  it('have the statuses and the reasons of the lifecycle', () => {
    expectTypeOf<ConnectionView['status']>().toEqualTypeOf<Status>();
    expectTypeOf<NonNullable<ConnectionView['reason']>['code']>().toEqualTypeOf<ReasonCode>();
    expectTypeOf(reasonText).parameter(0).toEqualTypeOf<ReasonCode>();
  });
});

describe('closed sets', () => {
  it('are unions of their members, not `string`', () => {
    expectTypeOf<string>().not.toExtend<ErrorCode>();
    expectTypeOf<string>().not.toExtend<Scope>();
    expectTypeOf<Role>().toEqualTypeOf<'owner' | 'admin' | 'member' | 'viewer'>();
  });
});
