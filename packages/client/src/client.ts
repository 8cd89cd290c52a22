import type { Api, InstallationApi, Io, ManagedApi } from './api.ts';
import { call } from './call.ts';
import { follow, type Followed, type FollowInput } from './follow.ts';
import {
  type CallOptions,
  callSettingsFrom,
  type ClientOptions,
  inWorkspace,
  type InstallationClientOptions,
  installationSettingsFrom,
  type Settings,
  settingsFrom,
} from './options.ts';
import {
  INSTALLATION_PROCEDURES,
  type InstallationProcedures,
  MANAGED_PROCEDURES,
  type ManagedProcedures,
  PROCEDURES,
  type Procedures,
} from './procedures.ts';

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

type Methods<Described, Kinds> = {
  readonly [Router in keyof Described]: {
    readonly [Name in keyof Described[Router]]: Method<
      Kinds[Router & keyof Kinds][Name & keyof Kinds[Router & keyof Kinds]],
      Described[Router][Name]
    >;
  };
};

/** Every procedure that a service key may call, as a function. */
export type PatchbayClient = Methods<Api, Procedures>;

/** What an installation key may do in one workspace: its keys, endpoints, automatic triggers and policies. */
export type ManagedWorkspace = Methods<ManagedApi, ManagedProcedures>;

/** Every procedure that an installation key may call, as a function. */
export type InstallationClient = Methods<InstallationApi, InstallationProcedures> & {
  /** The same key, in the workspace with this id. Makes no call. */
  readonly inWorkspace: (id: string) => ManagedWorkspace;
};

/**
 * Creates a client for one workspace. Makes no call: an invalid key is reported by the first call, as KEY_INVALID.
 * Throws OPTION_INVALID for an option with an invalid value.
 */
export function createPatchbayClient(options: ClientOptions): PatchbayClient {
  return methodsOf(settingsFrom(options), PROCEDURES) as unknown as PatchbayClient;
}

/**
 * Creates a client that manages the workspaces of an installation, by an installation key. Makes no call. Throws OPTION_INVALID for
 * an option with an invalid value.
 */
export function createInstallationClient(options: InstallationClientOptions): InstallationClient {
  const settings = installationSettingsFrom(options);
  const managed = (id: string) => methodsOf(inWorkspace(settings, id), MANAGED_PROCEDURES);
  const methods = { ...methodsOf(settings, INSTALLATION_PROCEDURES), inWorkspace: managed };
  return Object.freeze(methods) as unknown as InstallationClient;
}

function methodsOf(settings: Settings, offered: Readonly<Record<string, Readonly<Record<string, Kind>>>>) {
  const routers = Object.entries(offered).map(([router, procedures]) => {
    const methods = Object.entries(procedures).map(([name, kind]) => {
      return [name, methodOf(settings, `${router}.${name}`, kind)] as const;
    });
    return [router, Object.freeze(Object.fromEntries(methods))] as const;
  });
  return Object.freeze(Object.fromEntries(routers));
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
