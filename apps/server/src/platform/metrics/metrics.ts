import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Pool } from 'pg';

/** Milliseconds between two measurements of the event loop’s lag: every ten, as is usual, costs an idle process 0.6 % of a core. */
const LAG_EVERY_MS = 100;

/** What Prometheus reads from `/metrics`. Labels never hold ids: their number must stay small. */
export function createMetrics(pool: Pool) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LAG_EVERY_MS });
  const registers = [registry];

  registry.registerMetric(databaseConnections(pool));

  const calls = new Histogram({
    name: 'patchbay_procedure_seconds',
    help: 'Duration of procedure calls, by procedure and outcome (an error code, or ok)',
    labelNames: ['procedure', 'outcome'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });

  const returns = new Counter({
    name: 'patchbay_oauth_returns_total',
    help: 'Returns from the provider, by outcome',
    labelNames: ['outcome'],
    registers,
  });

  const jobFailures = new Counter({
    name: 'patchbay_job_failures_total',
    help: 'Failed runs of jobs, by queue and by whether the job is retried',
    labelNames: ['queue', 'outcome'],
    registers,
  });
  const jobFailed = ({ job, isLast }: { job: string; isLast: boolean }) =>
    jobFailures.inc({ queue: job, outcome: isLast ? 'given_up' : 'tried_again' });

  return { registry, calls, returns, jobFailed };
}

function databaseConnections(pool: Pool): Gauge {
  return new Gauge({
    name: 'patchbay_database_connections',
    help: 'Database connections of this process, by state',
    labelNames: ['state'],
    registers: [],
    collect() {
      this.set({ state: 'total' }, pool.totalCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'waited_for' }, pool.waitingCount);
    },
  });
}

export type Metrics = ReturnType<typeof createMetrics>;

export function metricsRoute({ registry }: Metrics): RequestHandler {
  return async (_req, res) => {
    res.type(registry.contentType).send(await registry.metrics());
  };
}
