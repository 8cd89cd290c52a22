import type { Request, RequestHandler } from 'express';
import type { Switches } from '../control/switches.ts';
import { ApiError } from './api-error.ts';
import { fullPath } from './full-path.ts';

const areas = {
  toolkits: 'toolkits',
  auth_configs: 'auth_configs',
  connected_accounts: 'accounts',
  triggers_types: 'triggers',
  trigger_instances: 'triggers',
  tools: 'tools',
  files: 'files',
  webhook_subscriptions: 'webhooks',
  webhook_endpoints: 'webhooks',
} as const;

type Area = (typeof areas)[keyof typeof areas];

/** Permissions of a key: to read or to change one area of the API. */
export const keyScopes = Object.values(areas).flatMap((area) => [`${area}:read`, `${area}:write`] as const);

/** 403 for a valid key without this permission. The response does not say what is missing. */
export function requireScope(switches: Switches): RequestHandler {
  return (request, _response, next) => {
    const needed = scopeOf(request);
    if (needed === null || !switches.keyScopes || switches.keyScopes.includes(needed)) return next();
    const message = 'This API key does not have permission to perform this action';
    throw new ApiError({ status: 403, code: 403, slug: 'HTTP_Forbidden', message });
  };
}

function scopeOf(request: Request): `${Area}:${'read' | 'write'}` | null {
  const [, name = ''] = /^\/api\/v3(?:\.1)?\/(\w+)/.exec(fullPath(request)) ?? [];
  const area = Object.hasOwn(areas, name) ? areas[name as keyof typeof areas] : null;
  return area && `${area}:${request.method === 'GET' ? 'read' : 'write'}`;
}
