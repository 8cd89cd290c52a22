import type { RequestHandler } from 'express';

/** The process runs. */
export const healthRoute: RequestHandler = (_req, res) => {
  res.json({ status: 'ok' });
};

export interface ReadinessCheck {
  name: string;
  isReady: () => Promise<boolean>;
}

/**
 * The process can do its work: 503 while any check fails, so that traffic goes elsewhere. `facts` are told beside, for the
 * people who operate it, and take no traffic away.
 */
export function readyRoute(checks: ReadinessCheck[], facts: () => Record<string, number> = () => ({})): RequestHandler {
  return async (_req, res) => {
    const results = await Promise.all(checks.map(async ({ name, isReady }) => [name, await settled(isReady)] as const));
    const ready = results.every(([, ok]) => ok);
    const status = ready ? 'ready' : 'not ready';
    res.status(ready ? 200 : 503).json({ status, checks: Object.fromEntries(results), ...facts() });
  };
}

async function settled(isReady: () => Promise<boolean>): Promise<boolean> {
  return isReady().then(
    (ready) => ready,
    () => false,
  );
}
