import type { RequestHandler } from 'express';
import type { Switches } from '../control/switches.ts';
import { errorEnvelope } from '../http/error-envelope.ts';

/** 410 for everything while the switch is on. The body is v3's, on which `composio-core` fails (TypeError). */
export function refuseWhenGone(switches: Switches): RequestHandler {
  return (_request, response, next) => {
    if (!switches.legacyGone) return next();
    const message = 'This endpoint is no longer available. Please upgrade to v3 APIs.';
    response.status(410).json(errorEnvelope({ status: 410, code: 410, slug: 'HTTP_Gone', message }));
  };
}
