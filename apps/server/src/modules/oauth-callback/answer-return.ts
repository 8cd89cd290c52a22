import type { MikroORM } from '@mikro-orm/postgresql';
import type { Request } from 'express';
import { databaseErrorCode } from '../../platform/errors/database-error.ts';
import { isFromAnotherSite } from '../../platform/http/same-origin.ts';
import type { CallLimit } from '../../platform/limits/call-limit.ts';
import { addressOf } from '../../platform/limits/limit-calls.ts';
import { type ConnectionsDeps, readAttemptCookie } from '../connections/index.ts';
import type { Exchange, ReadSession } from '../identity/index.ts';
import { receiveReturn, type ReturnOutcome } from './receive-return.ts';
import { readReturnQuery } from './return.query.ts';

/** What a person may be told at the end of a return. */
export type PageOutcome = ReturnOutcome['outcome'] | 'rate_limited' | 'unavailable' | 'failed';

export interface AnsweredReturn {
  outcome: PageOutcome;
  connectionId: string | null;
}

export interface AnswerReturnDeps extends ConnectionsDeps {
  limit: CallLimit;
  /**
   * A few connections to the database that serve returns alone: what others do to the common pool does not keep a return
   * from being judged and recorded.
   */
  returns: { orm: MikroORM; readSession: ReadSession };
}

/** How long a person waits for the page, milliseconds. What was begun goes on without them. */
const ANSWER_WITHIN_MS = 8_000;

/** Judges a return, and has an answer for the person whatever goes wrong. */
export async function answerReturn(deps: AnswerReturnDeps, req: Request<{ appName: string }>): Promise<AnsweredReturn> {
  let recorded: AnsweredReturn | undefined;
  const work = judged(deps, req, (connectionId) => (recorded = { outcome: 'verifying', connectionId }));
  const late = Promise.withResolvers<AnsweredReturn>();
  const timer = setTimeout(
    () => late.resolve(recorded ?? { outcome: 'unavailable', connectionId: null }),
    ANSWER_WITHIN_MS,
  );
  return Promise.race([work.finally(() => clearTimeout(timer)), late.promise]);
}

/** Nothing limits a return before it was judged: what is counted afterwards are nonces that are not ours. */
async function judged(
  deps: AnswerReturnDeps,
  req: Request<{ appName: string }>,
  onRecorded: (connectionId: string | null) => void,
): Promise<AnsweredReturn> {
  try {
    const returned = await receive(deps, req, onRecorded);
    const isStray = returned.outcome === 'unknown' || (returned.outcome === 'invalid' && !returned.connectionId);
    return isStray && isOverLimit(deps, req) ? { outcome: 'rate_limited', connectionId: null } : returned;
  } catch (error) {
    if (databaseErrorCode(error) === 'UNAVAILABLE') {
      deps.log.warn({ err: error }, 'return: the database is away, so it was not judged');
      return { outcome: 'unavailable', connectionId: null };
    }
    deps.log.error({ err: error }, 'return: could not be judged');
    return { outcome: 'failed', connectionId: null };
  }
}

async function receive(
  deps: AnswerReturnDeps,
  req: Request<{ appName: string }>,
  onRecorded: (connectionId: string | null) => void,
): Promise<ReturnOutcome> {
  const given = readReturnQuery(req.query);
  if (!given) return { outcome: 'invalid', connectionId: null };
  return receiveReturn(deps, {
    em: deps.returns.orm.em.fork(),
    appName: req.params.appName,
    ...given,
    onRecorded,
    readSession: (workspaceId) => deps.returns.readSession({ req, res: EXTENDS_NOTHING }, workspaceId),
    browserSecretOf: (attemptId) => readAttemptCookie(req, deps.publicUrl, attemptId),
  });
}

/** A session is extended by the accounts library on the common pool, which a return must not wait for. */
const EXTENDS_NOTHING: Exchange['res'] = {
  headersSent: true,
  getHeader: () => undefined,
  append: () => {
    throw new Error('the answer to a return carries no session');
  },
};

/** What pages of other sites make a browser send counts against no address. */
function isOverLimit({ limit }: AnswerReturnDeps, req: Request<{ appName: string }>): boolean {
  return !isFromAnotherSite(req) && limit.take(addressOf(req)) !== undefined;
}
