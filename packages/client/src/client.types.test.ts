import type { ConnectionView, ErrorCode as AnyErrorCode } from '@patchbay/contracts';
import { describe, expectTypeOf, it } from 'vitest';
import type {
  ErrorCode,
  Followed,
  InstallationClient,
  ManagedWorkspace,
  OutgoingEventType,
  PatchbayClient,
  verifyWebhook,
} from './index.ts';

// Checked by the type check; running it proves nothing.

describe('what a service sees', () => {
  it('has the connections as the contracts define them', () => {
    type Page = Awaited<ReturnType<PatchbayClient['connections']['list']>>;
    expectTypeOf<Page['items'][number]>().toExtend<ConnectionView>();
    expectTypeOf<ConnectionView>().toExtend<Page['items'][number]>();
  });

  it('accepts an input only if the procedure has one, and then its fields', () => {
    expectTypeOf<PatchbayClient['connections']['list']>().toBeCallableWith();
    expectTypeOf<PatchbayClient['connections']['list']>().toBeCallableWith({ status: 'active' });
    // @ts-expect-error a status that there is not
    expectTypeOf<PatchbayClient['connections']['list']>().toBeCallableWith({ status: 'broken' });
    // @ts-expect-error which one
    expectTypeOf<PatchbayClient['connections']['get']>().toBeCallableWith();
  });

  it('follows streams with the id of each event', () => {
    type Item<Stream> = Stream extends AsyncGenerator<infer Each> ? Each : never;
    type Event = Item<ReturnType<PatchbayClient['events']['watch']>>;
    expectTypeOf<Event>().toExtend<Followed<{ id: string }>>();
  });

  it('knows every code', () => {
    expectTypeOf<ErrorCode>().toEqualTypeOf<AnyErrorCode>();
  });

  it('offers nothing that is for people only', () => {
    expectTypeOf<PatchbayClient>().not.toHaveProperty('account');
    expectTypeOf<PatchbayClient>().not.toHaveProperty('workspaces');
  });
});

describe('what an installation key sees', () => {
  it('tells the installation from a workspace', () => {
    expectTypeOf<InstallationClient>().not.toHaveProperty('serviceKeys');
    expectTypeOf<ManagedWorkspace>().not.toHaveProperty('provisioning');
    expectTypeOf<ReturnType<InstallationClient['inWorkspace']>>().toEqualTypeOf<ManagedWorkspace>();
  });

  it('has inputs and outputs of its procedures', () => {
    type Created = Awaited<ReturnType<ManagedWorkspace['serviceKeys']['create']>>;
    expectTypeOf<Created['token']>().toEqualTypeOf<string>();
    // @ts-expect-error a scope that there is not
    expectTypeOf<ManagedWorkspace['serviceKeys']['create']>().toBeCallableWith({ name: '', scopes: ['everything'] });
    // @ts-expect-error its connections are not for this key
    expectTypeOf<ManagedWorkspace>().toHaveProperty('connections');
  });
});

describe('a verified webhook', () => {
  it('is a union that its type tells apart', () => {
    type Event = Awaited<ReturnType<typeof verifyWebhook>>;
    type Of<Type extends Event['type']> = Extract<Event, { type: Type }>['data'];
    expectTypeOf<Event['type']>().toEqualTypeOf<OutgoingEventType>();
    expectTypeOf<Of<'connection.expired'>['reason']>().toEqualTypeOf<ConnectionView['reason']>();
    expectTypeOf<Of<'connection.removed'>['connection']['label']>().toEqualTypeOf<string>();
    expectTypeOf<Of<'connection.health_changed'>['health']>().toEqualTypeOf<ConnectionView['health']>();
    expectTypeOf<Of<'trigger.message'>['payload']>().toEqualTypeOf<unknown>();
    expectTypeOf<Of<'endpoint.disabled'>>().not.toHaveProperty('connection');
  });
});
