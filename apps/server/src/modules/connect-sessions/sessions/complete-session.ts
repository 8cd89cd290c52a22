import { connectSessionId, type ConnectionView, connectionViewSchema, endUserIdInput } from '@patchbay/contracts';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { hashSecret, secretSchema } from '../../../platform/crypto/secret.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { db } from '../../../platform/orm/tables.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import type { Access } from '../../access/index.ts';
import { decideAttempt } from '../../connections/index.ts';
import { ConnectSession } from '../connect-session.entity.ts';
import type { ConnectSessionsDeps } from '../connect-sessions.deps.ts';

/** RFC 7636, section 4.1. */
const verifier = z.string().regex(/^[A-Za-z0-9._~-]{43,128}$/);

export const completeInput = inputObject({
  id: connectSessionId,
  code: secretSchema.describe('From the message or the return URL, in the browser of the user who is signed in.'),
  signedInEndUserId: endUserIdInput.describe(
    'Who is signed in to your product in the browser that brought the code: from your own session cookie, never from the ' +
      'connect session or from the request’s body.',
  ),
  browserVerifier: verifier
    .optional()
    .describe('The value in your cookie, where the session has a `browserChallenge`.'),
});

export const completeOutput = z.object({ connection: connectionViewSchema });

/**
 * Confirms that the end user who is signed in at the product is the one who connected: only then is anything active. Throws
 * CONFIRMATION_REFUSED for another person, whose account is deleted, and CONNECT_SESSION_UNKNOWN for everything else that does not
 * fit, the same as for a random id. The same call gets the same result for ten minutes.
 */
export async function completeSession(
  deps: ConnectSessionsDeps,
  access: Access,
  input: z.infer<typeof completeInput>,
): Promise<{ connection: ConnectionView }> {
  const { em, workspaceId, actor } = access;
  const found = await findCode(access, input);
  const decided =
    found &&
    (await decideAttempt(deps, {
      em,
      workspaceId,
      id: found.connectionId,
      attemptId: found.attemptId,
      code: input.code,
      isSamePerson: isSamePerson(found.session, input),
      said: JSON.stringify([input.signedInEndUserId, input.browserVerifier ?? null]),
      actor,
    }));
  deps.connectMetrics.completions.inc({ outcome: decided?.outcome ?? 'unknown' });
  if (!decided) throw new AppError('CONNECT_SESSION_UNKNOWN');
  if (decided.outcome === 'refused') throw new AppError('CONFIRMATION_REFUSED');
  return { connection: decided.connection };
}

interface Found {
  session: ConnectSession;
  attemptId: string;
  connectionId: string;
}

async function findCode(
  { em, workspaceId }: Access,
  { id, code }: z.infer<typeof completeInput>,
): Promise<Found | undefined> {
  const attempt = await db(em)
    .selectFrom('connection_attempts')
    .select(['id as attemptId', 'connection_id as connectionId', 'decided_at as decidedAt'])
    .where('workspace_id', '=', workspaceId)
    .where('session_id', '=', id)
    .where('code_hash', '=', hashSecret(code))
    .executeTakeFirst();
  const session = attempt && (await em.findOne(ConnectSession, { id, workspaceId }));
  // What is open in an ended session ends a moment later, under its lock; a process that died in between must make no difference.
  const isOver = session?.endedAt && !attempt?.decidedAt;
  return attempt && session && !isOver ? { ...attempt, session } : undefined;
}

/** Byte by byte, and with the browser's own proof where the session asks for one. A proof that was not asked for is none. */
function isSamePerson(
  { endUserId, browserChallenge }: ConnectSession,
  { signedInEndUserId, browserVerifier }: z.infer<typeof completeInput>,
): boolean {
  return signedInEndUserId === endUserId && (browserChallenge ?? null) === challengeOf(browserVerifier);
}

/** RFC 7636, section 4.2. */
function challengeOf(given: string | undefined): string | null {
  return given === undefined ? null : createHash('sha256').update(given).digest('base64url');
}
