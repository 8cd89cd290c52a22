import { Gauge, type Registry } from 'prom-client';
import type { Pool } from 'pg';
import type { Logger } from '../../platform/logging/logger.ts';
import { type BacklogFacts, readBacklogs } from './read-backlogs.ts';

export interface BacklogMetricsDeps {
  pool: Pool;
  jobsSchema: string;
  log: Logger;
}

/** Milliseconds for which a result is reused, so that several scrapers cost no more than one. */
const HOLDS_MS = 5_000;
/** Milliseconds after which metrics are sent without these: scrapers usually time out after ten seconds. */
const WITHIN_MS = 3_000;

/**
 * Backlogs in the database. Every process reports the same values: take their maximum, not their sum. When the
 * database does not respond they are left out, and `patchbay_database_up` is 0.
 */
export function registerBacklogMetrics(registry: Registry, deps: BacklogMetricsDeps): void {
  const read = heldFacts(deps);
  for (const { collect, ...described } of GAUGES) {
    const gauge = new Gauge({
      ...described,
      registers: [],
      async collect() {
        this.reset();
        const facts = await read();
        if (facts) collect(this, facts);
      },
    });
    registry.registerMetric(gauge);
  }
  registry.registerMetric(
    new Gauge({
      name: 'patchbay_database_up',
      help: 'Whether the queries behind these metrics succeeded',
      registers: [],
      async collect() {
        this.set((await read()) ? 1 : 0);
      },
    }),
  );
}

interface BacklogGauge {
  name: string;
  help: string;
  labelNames: string[];
  collect: (gauge: Gauge, facts: BacklogFacts) => void;
}

const GAUGES: BacklogGauge[] = [
  {
    name: 'patchbay_backlog_size',
    help: 'Waiting items, by kind; counted up to 100,000',
    labelNames: ['backlog'],
    collect(gauge, { backlogs }) {
      for (const { backlog, size } of backlogs) gauge.set({ backlog }, size);
    },
  },
  {
    name: 'patchbay_backlog_age_seconds',
    help: 'How long the oldest item of a kind is overdue',
    labelNames: ['backlog'],
    collect(gauge, { backlogs }) {
      for (const { backlog, ageSeconds } of backlogs) gauge.set({ backlog }, ageSeconds);
    },
  },
  {
    name: 'patchbay_jobs',
    help: 'Jobs, by queue and state',
    labelNames: ['queue', 'state'],
    collect(gauge, { jobs }) {
      for (const { queue, state, size } of jobs) gauge.set({ queue, state }, size);
    },
  },
  {
    name: 'patchbay_jobs_age_seconds',
    help: 'Age of the oldest job of a queue and state',
    labelNames: ['queue', 'state'],
    collect(gauge, { jobs }) {
      for (const { queue, state, ageSeconds } of jobs) gauge.set({ queue, state }, ageSeconds);
    },
  },
];

/** One query for all gauges of a scrape. Null when the database does not respond. */
function heldFacts({ pool, jobsSchema, log }: BacklogMetricsDeps): () => Promise<BacklogFacts | null> {
  let held: Promise<BacklogFacts | null> | undefined;
  return () =>
    (held ??= inTime(readBacklogs(pool, jobsSchema))
      .catch((error: unknown) => {
        log.warn({ err: error, limitBy: 'metrics' }, 'metrics: the backlogs could not be read');
        return null;
      })
      .finally(() => void setTimeout(() => (held = undefined), HOLDS_MS).unref()));
}

async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${WITHIN_MS} ms`)), WITHIN_MS);
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}
