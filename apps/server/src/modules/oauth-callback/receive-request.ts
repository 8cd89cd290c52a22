import { attemptSecretsIn, attemptsOfBrowser, readAttemptCookie } from '../connections/index.ts';
import { flowSecretsIn, readFlowSecret } from '../connect-sessions/index.ts';
import type { Exchange } from '../identity/index.ts';
import type { Receive } from './answer-return.ts';
import { receiveReturn } from './receive-return.ts';
import { receiveVerification } from './receive-verification.ts';
import { readReturnQuery } from './return.query.ts';
import { readVerifierQuery } from './verifier.query.ts';

/** `GET /oauth/callback/:appName` */
export const receiveCallback: Receive = async (deps, req, onRecorded) => {
  const given = readReturnQuery(req.query);
  if (!given) return { outcome: 'invalid', connectionId: null };
  return receiveReturn(deps, {
    em: deps.returns.orm.em.fork(),
    appName: String(req.params['appName']),
    ...given,
    onRecorded,
    readSession: (workspaceId) => deps.returns.readSession({ req, res: EXTENDS_NOTHING }, workspaceId),
    browserSecretOf: (attemptId) =>
      readAttemptCookie(req, deps.publicUrl, attemptId) ?? readFlowSecret(req, deps.connectUrl, attemptId),
  });
};

/** `GET /oauth/verify` */
export const receiveVerifiedCallback: Receive = async (deps, req, onRecorded) => {
  const session = readVerifierQuery(req.query);
  if (session === undefined) return { outcome: 'invalid', connectionId: null };
  const em = deps.returns.orm.em.fork();
  const secrets = [...attemptSecretsIn(req, deps.publicUrl), ...flowSecretsIn(req, deps.connectUrl)];
  const started = await attemptsOfBrowser(em, new Map(secrets));
  return receiveVerification(deps, {
    em,
    session,
    started,
    onRecorded,
    readSession: (workspaceId) => deps.returns.readSession({ req, res: EXTENDS_NOTHING }, workspaceId),
  });
};

/** better-auth would extend a session on the shared pool, which a return must not wait for. */
const EXTENDS_NOTHING: Exchange['res'] = {
  headersSent: true,
  getHeader: () => undefined,
  append: () => {
    throw new Error('the response to a return carries no session');
  },
};
