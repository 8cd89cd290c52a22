import { Counter, type Registry } from 'prom-client';

/** What Prometheus is told of connect sessions. */
export function createConnectMetrics(registry: Registry) {
  const registers = [registry];
  const sessions = new Counter({
    name: 'patchbay_connect_sessions_total',
    help: 'Connect sessions, by what happened: created, opened, ended',
    labelNames: ['event'],
    registers,
  });
  const completions = new Counter({
    name: 'patchbay_connect_completions_total',
    help: 'Calls of connectSessions.complete, by outcome: connected, refused, unknown',
    labelNames: ['outcome'],
    registers,
  });
  return { sessions, completions };
}

export type ConnectMetrics = ReturnType<typeof createConnectMetrics>;
