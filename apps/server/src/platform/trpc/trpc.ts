import { initTRPC } from '@trpc/server';
import type { Request, Response } from 'express';
import type { Logger } from '../logging/logger.ts';
import { errorShape } from './error-shape.ts';

/** What every call starts with. Nothing is looked up yet: that is for the procedures that need it. */
export interface RequestContext {
  req: Request;
  res: Response;
  /** Names the request in logs and in error answers. */
  reference: string;
  log: Logger;
  /** From the header, or from the connection parameters of an event stream, which cannot send headers. */
  workspaceId: string | undefined;
  /** Reads the input of a call of a batch, where the request has it in its body and tRPC is not to read that. */
  inputInBody?: ((batchIndex: number) => Promise<unknown>) | undefined;
}

/** A procedure's scope where no service key may ever call it, whatever it is allowed to do. */
export const PEOPLE_ONLY = 'people-only';

export interface ProcedureMeta {
  /** Which people may call: anyone, anyone signed in, installation admins, or members of the workspace from a role upwards. */
  policy: 'anyone' | 'signed-in' | 'installation-admin' | 'viewer' | 'member' | 'admin' | 'owner';
  /** Which service keys may call: those with this scope, or none at all ({@link PEOPLE_ONLY}). */
  scope: string;
}

export const t = initTRPC
  .context<RequestContext>()
  .meta<ProcedureMeta>()
  .create({
    errorFormatter: errorShape,
    isDev: false,
    sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
  });
