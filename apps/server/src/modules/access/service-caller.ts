import type { Scope } from '@patchbay/contracts';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';

/** A service with a valid key. */
export interface ServiceCaller {
  id: string;
  name: string;
  scopes: readonly Scope[];
  /** The workspaces it may act in. */
  workspaces: readonly { id: string; name: string; archivedAt: string | null }[];
}

/** The service that owns the key; `null` if the key is unknown, wrong, expired or revoked. */
export type ReadKey = (token: string) => Promise<ServiceCaller | null>;

/**
 * The end user that a service acts for, as named by the service: 1 to 120 visible ASCII characters, with spaces
 * inside.
 */
const subject = z.string().regex(/^[!-~]([ -~]{0,118}[!-~])?$/);

/** The subject that the call names. Throws SUBJECT_INVALID for text that should not appear in a history. */
export function subjectOf(headers: IncomingHttpHeaders): string | undefined {
  const given = headers['x-patchbay-subject'];
  if (given === undefined) return undefined;
  const parsed = subject.safeParse(given);
  if (!parsed.success) throw new AppError('SUBJECT_INVALID');
  return parsed.data;
}

const SESSION_COOKIE = /(^|;\s*)(__Host-)?patchbay\.session_token=/;

/** A header that was sent twice is in `headers` once: Node keeps the first. */
type Credentials = Pick<IncomingMessage, 'headers' | 'headersDistinct'>;

/**
 * The key in `Authorization: Bearer …` (RFC 6750, section 2.1). A request that also carries a session, or a second key,
 * would have two identities, and the history must not depend on which of them we prefer: CREDENTIALS_AMBIGUOUS.
 */
export function bearerOf({ headers: { authorization, cookie }, headersDistinct }: Credentials): string | undefined {
  if (authorization === undefined) return undefined;
  const isOnly = headersDistinct.authorization?.length === 1;
  if (!isOnly || SESSION_COOKIE.test(cookie ?? '')) throw new AppError('CREDENTIALS_AMBIGUOUS');
  return /^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? '';
}
