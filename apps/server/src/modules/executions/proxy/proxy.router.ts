import { t } from '../../../platform/trpc/trpc.ts';
import type { Procedures } from '../../access/index.ts';
import type { ActionsDeps } from '../executions.deps.ts';
import { proxyDocs } from '../executions.docs.ts';
import { proxyInput, proxyOutput } from './proxy-request.ts';
import { proxyRulesInput, proxyRulesOutput, readProxyRules, setProxyRules, setProxyRulesInput } from './proxy-rules.ts';
import { sendProxied } from './send-proxied.ts';

/** Beside the other procedures of connections. */
export function proxyRouter(deps: ActionsDeps & { procedures: Procedures }) {
  const { inWorkspace, services, withKeys } = deps.procedures;
  return t.router({
    proxy: services('connections:proxy')
      .meta(proxyDocs.proxy)
      .input(proxyInput)
      .output(proxyOutput)
      .mutation(({ ctx, input }) => sendProxied(deps, ctx, input)),
    proxyRules: withKeys('viewer', 'connections:read')
      .meta(proxyDocs.proxyRules)
      .input(proxyRulesInput)
      .output(proxyRulesOutput)
      .query(({ ctx, input }) => readProxyRules(ctx, input)),
    // A key must not widen what keys may send.
    setProxyRules: inWorkspace('admin')
      .input(setProxyRulesInput)
      .output(proxyRulesOutput)
      .mutation(({ ctx, input }) => setProxyRules(deps, ctx, input)),
  });
}
