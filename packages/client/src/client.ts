import type { Api, Io } from './api.ts';
import { call } from './call.ts';
import { follow, type Followed, type FollowInput } from './follow.ts';
import { type CallOptions, callSettingsFrom, type ClientOptions, type Settings, settingsFrom } from './options.ts';
import { PROCEDURES, type Procedures } from './procedures.ts';

type Kind = 'query' | 'mutation' | 'subscription';

/** The input is optional when the procedure accepts none. */
type Arguments<Input> = undefined extends Input
  ? [input?: Input, options?: CallOptions]
  : [input: Input, options?: CallOptions];

type Method<Sort, Procedure> =
  Procedure extends Io<infer Input, infer Output>
    ? Sort extends 'subscription'
      ? (input?: Input, options?: CallOptions) => AsyncGenerator<Followed<Output>>
      : (...args: Arguments<Input>) => Promise<Output>
    : never;

/** Every procedure that a service key may call, as a function. */
export type PatchbayClient = {
  readonly [Router in keyof Api]: {
    readonly [Name in keyof Api[Router]]: Method<
      Procedures[Router][Name & keyof Procedures[Router]],
      Api[Router][Name]
    >;
  };
};

/**
 * Creates a client for one workspace. Makes no call: an invalid key is reported by the first call, as KEY_INVALID.
 * Throws OPTION_INVALID for an option with an invalid value.
 */
export function createPatchbayClient(options: ClientOptions): PatchbayClient {
  const settings = settingsFrom(options);
  const routers = Object.entries(PROCEDURES).map(([router, procedures]) => {
    const methods = Object.entries<Kind>(procedures).map(([name, kind]) => {
      return [name, methodOf(settings, `${router}.${name}`, kind)] as const;
    });
    return [router, Object.freeze(Object.fromEntries(methods))] as const;
  });
  return Object.freeze(Object.fromEntries(routers)) as unknown as PatchbayClient;
}

function methodOf(settings: Settings, path: string, kind: Kind) {
  if (kind === 'subscription') {
    return async function* (input?: FollowInput | null, options?: CallOptions | null) {
      yield* follow(settings, { path, input: input ?? {}, options: callSettingsFrom(options) });
    };
  }
  return async (input?: unknown, options?: CallOptions | null) =>
    call(settings, { path, kind, input, options: callSettingsFrom(options) });
}
