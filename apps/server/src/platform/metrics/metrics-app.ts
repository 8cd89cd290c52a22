import express, { type Express } from 'express';
import { notFound, onError } from '../http/error-handler.ts';
import { requestLog } from '../http/request-log.ts';
import type { NewId } from '../ids.ts';
import type { Logger } from '../logging/logger.ts';
import { requireMetricsToken } from './metrics-access.ts';
import { type Metrics, metricsRoute } from './metrics.ts';

export interface MetricsAppDeps {
  metrics: Metrics;
  metricsToken: string | null;
  newId: NewId;
  log: Logger;
}

/** Serves only `/metrics`, for a port that only the monitoring system can reach. */
export function createMetricsApp(deps: MetricsAppDeps): Express {
  const app = express().disable('x-powered-by');
  app.use(requestLog(deps));
  app.get('/metrics', requireMetricsToken(deps.metricsToken), metricsRoute(deps.metrics));
  app.use(notFound);
  app.use(onError);
  return app;
}
