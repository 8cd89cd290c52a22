import { initTRPC } from '@trpc/server';
import type { Request, Response } from 'express';
import type { Logger } from '../logging/logger.ts';
import { errorShape } from './error-shape.ts';
import type { OperationDocs } from './operation-docs.ts';

/** The context of every call. Nothing is looked up yet; procedures do that as needed. */
export interface RequestContext {
  req: Request;
  res: Response;
  /** Names the request in logs and in error answers. */
  reference: string;
  log: Logger;
  /** From the header, or from the connection parameters of an event stream, which cannot send headers. */
  workspaceId: string | undefined;
  /** Reads the input of a call of a batch from the body of the request, which tRPC must not read itself. */
  inputInBody?: ((batchIndex: number) => Promise<unknown>) | undefined;
}

/** The scope of a procedure that no service key may ever call, whatever its scopes. */
export const PEOPLE_ONLY = 'people-only';

export interface ProcedureMeta {
  /**
   * Which people may call: anyone, anyone signed in, installation admins, members of the workspace with at least a role, or none
   * (`services`; `connect-session`: end users of a customer's product).
   */
  policy:
    | 'anyone'
    | 'signed-in'
    | 'installation-admin'
    | 'viewer'
    | 'member'
    | 'admin'
    | 'owner'
    | 'services'
    | 'connect-session';
  /** Which service keys may call: those with this scope, or none at all ({@link PEOPLE_ONLY}). */
  scope: string;
  /** Which installation keys may call: those with this scope; none without it. */
  installationScope?: string;
  /** Bytes of the body of a call, where it may be longer than usual. */
  maxBytes?: number;
  /** For the API reference: see `documented`. */
  docs?: OperationDocs;
}

export const t = initTRPC
  .context<RequestContext>()
  .meta<ProcedureMeta>()
  .create({
    errorFormatter: errorShape,
    isDev: false,
    sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
  });
