import type { AppRouter } from '@patchbay/server/router';
import type { OperationLink, TRPCLink } from '@trpc/client';
import { workspaceId } from './workspace-id.ts';

/** The context of a call about another workspace than this tab’s. */
export function inWorkspace(workspace: string) {
  return { context: { workspace } };
}

/**
 * A link per workspace, chosen when the call is made and not when its batch is sent: a call never goes to a workspace
 * that this tab entered in between, and no batch mixes two.
 */
export function perWorkspace(linkWith: (headers: Record<string, string>) => TRPCLink<AppRouter>): TRPCLink<AppRouter> {
  return (runtime) => {
    const links = new Map<string | null, OperationLink<AppRouter>>();
    const linkOf = (workspace: string | null) =>
      linkWith(workspace === null ? {} : { 'x-patchbay-workspace': workspace })(runtime);
    return (call) => {
      const { workspace } = call.op.context;
      const named = typeof workspace === 'string' ? workspace : workspaceId.value;
      const link = links.get(named) ?? linkOf(named);
      links.set(named, link);
      return link(call);
    };
  };
}
