import type { OutgoingEvent as AnyEvent, OutgoingEventType as AnyType } from '@patchbay/contracts';
import type { AppRouter, ErrorCode as ServerErrorCode } from '@patchbay/server/router';
import type { InstallationProcedures, ManagedProcedures, Procedures } from './procedures.ts';

// The build replaces the types of this file with their expansion, so that the package needs neither the server nor
// tRPC.

type Routers = AppRouter['_def']['record'];

/** The input and output of a procedure. */
export interface Io<Input, Output> {
  input: Input;
  output: Output;
}

type IoOf<Procedure> = Procedure extends { _def: { $types: { input: infer Input; output: infer Output } } }
  ? Io<Input, Output extends AsyncIterable<infer Item> ? EventOf<Item> : Output>
  : never;

/** The items of a stream have an id; their content is in `data`. */
type EventOf<Item> = Item extends { id: string; data: infer Data } ? Data : Item;

type ApiOf<Offered> = {
  [Router in keyof Offered]: {
    [Name in keyof Offered[Router]]: Router extends keyof Routers
      ? IoOf<Routers[Router][Name & keyof Routers[Router]]>
      : never;
  };
};

/** Inputs and outputs of everything that the client offers. */
export type Api = ApiOf<Procedures>;

/** The same of what an installation key may call on the installation. */
export type InstallationApi = ApiOf<InstallationProcedures>;

/** The same of what an installation key may call in one workspace. */
export type ManagedApi = ApiOf<ManagedProcedures>;

/** Every event that an endpoint may receive, told apart by its `type`. */
export type OutgoingEvent = AnyEvent;

/** The types of events. */
export type OutgoingEventType = AnyType;

/** The permanent error codes of Patchbay. */
export type ErrorCode = ServerErrorCode;
