import { Router } from 'express';
import type { SandboxContext } from '../context.ts';

/**
 * `POST /receivers/:name`: plays a customer's service that events are delivered to, so that a delivery can be seen to arrive, and to
 * fail. Bodies are not read.
 */
export function receiverRoutes({ receivers }: Pick<SandboxContext, 'receivers'>): Router {
  const routes = Router();
  routes.post('/:name', (request, response) => {
    if (receivers.isBroken(request.params.name)) response.status(503).json({ error: 'Broken on purpose' });
    else response.status(204).end();
  });
  return routes;
}
