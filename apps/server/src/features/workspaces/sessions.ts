import { fromNodeHeaders } from 'better-auth/node';
import type { IncomingHttpHeaders } from 'node:http';
import type { Auth } from './auth.ts';

/** Who is signed in, and the workspace their session is in. */
export interface Session {
  user: { id: string; name: string; email: string };
  activeWorkspaceId: string | null;
}

/** Reads the session from the request's cookie. */
export type ReadSession = (headers: IncomingHttpHeaders) => Promise<Session | null>;

export function sessionReader(auth: Auth): ReadSession {
  return async (headers) => {
    const found = await auth.api.getSession({ headers: fromNodeHeaders(headers) });
    if (!found) return null;
    const { id, name, email } = found.user;
    return { user: { id, name, email }, activeWorkspaceId: found.session.activeOrganizationId ?? null };
  };
}
