import type { OperationDocs } from './operation-docs.ts';
import type { ProcedureMeta } from './trpc.ts';

/**
 * The `meta` of a router's procedures for the API reference: `viewer.meta(docs.list)`. tRPC merges it into the meta that the kind of
 * procedure set, so the policy and the scope stay theirs; its types ask for the whole.
 */
export function documented<Name extends string>(
  tag: string,
  operations: Record<Name, Omit<OperationDocs, 'tag'>>,
): Record<Name, ProcedureMeta> {
  const entries = Object.entries<Omit<OperationDocs, 'tag'>>(operations);
  const metas = entries.map(([name, docs]) => [name, { docs: { tag, ...docs } }]);
  return Object.fromEntries(metas) as Record<Name, ProcedureMeta>;
}
