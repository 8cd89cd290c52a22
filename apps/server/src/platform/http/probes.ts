import type { RequestHandler } from 'express';

/** The process is running. */
export const healthRoute: RequestHandler = (_req, res) => {
  res.json({ status: 'ok' });
};

/** Why a check fails: a permanent word, and a sentence for a person. */
export interface NotReady {
  code: string;
  message: string;
}

export interface ReadinessCheck {
  name: string;
  /** Null where nothing is wrong. */
  check: () => Promise<NotReady | null>;
}

/**
 * The process can do its work: 503 while any check fails, with the cause, so that traffic goes elsewhere. `facts` are added for
 * operators and do not affect the status.
 */
export function readyRoute(checks: ReadinessCheck[], facts: () => Record<string, number> = () => ({})): RequestHandler {
  return async (_req, res) => {
    const results = await Promise.all(checks.map(async ({ name, check }) => [name, await check()] as const));
    const causes = Object.fromEntries(results.filter(([, cause]) => cause !== null));
    const ready = Object.keys(causes).length === 0;
    const outcomes = Object.fromEntries(results.map(([name, cause]) => [name, cause === null]));
    if (!ready) res.set('Retry-After', '5');
    const status = ready ? 'ready' : 'not ready';
    res.status(ready ? 200 : 503).json({ status, checks: outcomes, ...(!ready && { causes }), ...facts() });
  };
}
