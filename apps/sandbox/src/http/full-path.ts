import type { Request } from 'express';

/** The whole path of a request. Below a mount point, `request.path` is only its remainder. */
export function fullPath(request: Request): string {
  return `${request.baseUrl}${request.path}`;
}
