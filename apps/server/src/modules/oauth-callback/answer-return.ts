import type { MikroORM } from '@mikro-orm/postgresql';
import type { Request } from 'express';
import { databaseErrorCode } from '../../platform/errors/database-error.ts';
import { isFromAnotherSite } from '../../platform/http/same-origin.ts';
import type { CallLimit } from '../../platform/limits/call-limit.ts';
import { addressOf } from '../../platform/limits/limit-calls.ts';
import type { ConnectionsDeps } from '../connections/index.ts';
import type { SessionReturn } from '../connect-sessions/index.ts';
import type { ReadSession } from '../identity/index.ts';
import type { ReturnOutcome } from './arrival.ts';

/** The outcomes that a person may see at the end of a return. */
export type PageOutcome = ReturnOutcome['outcome'] | 'rate_limited' | 'unavailable' | 'failed';

export interface AnsweredReturn {
  outcome: PageOutcome;
  connectionId: string | null;
  session?: SessionReturn | undefined;
}

export interface AnswerReturnDeps extends ConnectionsDeps {
  limit: CallLimit;
  /**
   * A few database connections reserved for returns: load on the shared pool must not keep a return from being judged
   * and recorded.
   */
  returns: { orm: MikroORM; readSession: ReadSession };
}

/** How long a person waits for the page, in milliseconds. The work continues in the background after that. */
const ANSWER_WITHIN_MS = 8_000;

/**
 * Judges a return. Calls `onRecorded` once it is recorded: from then on it is followed up, even if the process dies.
 */
export type Receive = (
  deps: AnswerReturnDeps,
  req: Request,
  onRecorded: (connectionId: string | null) => void,
) => Promise<ReturnOutcome>;

/** Judges a return, and always has a response for the person, even after an error. */
export async function answerReturn(deps: AnswerReturnDeps, req: Request, receive: Receive): Promise<AnsweredReturn> {
  let recorded: AnsweredReturn | undefined;
  const work = judged(deps, req, () =>
    receive(deps, req, (connectionId) => (recorded = { outcome: 'verifying', connectionId })),
  );
  const late = Promise.withResolvers<AnsweredReturn>();
  const timer = setTimeout(
    () => late.resolve(recorded ?? { outcome: 'unavailable', connectionId: null }),
    ANSWER_WITHIN_MS,
  );
  return Promise.race([work.finally(() => clearTimeout(timer)), late.promise]);
}

/** No limit applies before a return is judged: only returns that belong to no attempt are counted, afterwards. */
async function judged(
  deps: AnswerReturnDeps,
  req: Request,
  receive: () => Promise<ReturnOutcome>,
): Promise<AnsweredReturn> {
  try {
    const returned = await receive();
    const isStray = returned.outcome === 'unknown' || (returned.outcome === 'invalid' && !returned.connectionId);
    return isStray && isOverLimit(deps, req) ? { outcome: 'rate_limited', connectionId: null } : returned;
  } catch (error) {
    if (databaseErrorCode(error) === 'UNAVAILABLE') {
      deps.log.warn({ err: error }, 'return: the database is unavailable, so it was not judged');
      return { outcome: 'unavailable', connectionId: null };
    }
    deps.log.error({ err: error }, 'return: could not be judged');
    return { outcome: 'failed', connectionId: null };
  }
}

/** Requests triggered by pages of other sites do not count against the address. */
function isOverLimit({ limit }: AnswerReturnDeps, req: Request): boolean {
  return !isFromAnotherSite(req) && limit.take(addressOf(req)) !== undefined;
}
