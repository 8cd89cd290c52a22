import { fromNodeHeaders } from 'better-auth/node';
import type { IncomingHttpHeaders } from 'node:http';
import type { Auth } from './auth.ts';

/** Who is signed in, and the workspace their session is in. */
export interface Session {
  id: string;
  user: { id: string; name: string; email: string };
  activeWorkspaceId: string | null;
}

/** Reads the session from the request's cookie. */
export type ReadSession = (headers: IncomingHttpHeaders) => Promise<Session | null>;

export function sessionReader(auth: Auth): ReadSession {
  return async (headers) => {
    const found = await auth.api.getSession({ headers: fromNodeHeaders(headers) }).catch(throwCause);
    if (!found) return null;
    const { id, name, email } = found.user;
    const { id: sessionId, activeOrganizationId } = found.session;
    return { id: sessionId, user: { id, name, email }, activeWorkspaceId: activeOrganizationId ?? null };
  };
}

/** better-auth wraps what the database said in a failure of its own, by which nobody could tell that it is only away. */
function throwCause(error: unknown): never {
  throw error instanceof Error && error.cause !== undefined ? error.cause : error;
}
