/** The public interface of this module. */
export { connectApi } from './connect-api/connect-api.route.ts';
export { createConnectMetrics } from './connect-metrics.ts';
export type { ConnectSessionsDeps } from './connect-sessions.deps.ts';
export {
  flowSecretsIn,
  readFlowSecret,
  receiveSessionReturn,
  type SessionReturn,
  sessionReturn,
} from './flows/receive-session-return.ts';
export { forgetHosts } from './hosts/connect-hosts.ts';
export { connectPages } from './page/connect-pages.route.ts';
export { sendReturnPage } from './page/return-page.ts';
export { endSessions } from './sessions/end-sessions.ts';
