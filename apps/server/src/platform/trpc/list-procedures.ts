import type { AnyTRPCRouter } from '@trpc/server';
import type { z } from 'zod';
import type { ProcedureMeta } from './trpc.ts';

/** Metadata of a procedure. */
export interface ProcedureInfo {
  /** `connections.list`. */
  path: string;
  type: 'query' | 'mutation' | 'subscription';
  meta: ProcedureMeta;
  input: z.ZodType | undefined;
  output: z.ZodType | undefined;
}

interface Definition {
  type: ProcedureInfo['type'];
  meta: ProcedureMeta;
  inputs: z.ZodType[];
  /** tRPC keeps it for its callers' types, and the schema itself beside it. */
  output?: z.ZodType;
}

/** Every procedure of the router, in its order. Reads tRPC's `_def`, because there is no public list. */
export function listProcedures(router: AnyTRPCRouter): ProcedureInfo[] {
  const procedures = router._def.procedures as Record<string, { _def: Definition }>;
  return Object.entries(procedures).map(([path, { _def: definition }]) => {
    const { type, meta, inputs, output } = definition;
    return { path, type, meta, input: inputs[0], output };
  });
}
