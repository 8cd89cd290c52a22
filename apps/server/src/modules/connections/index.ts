/** The public interface of this module. */
export { ownerOf, workspaceOf } from './accounts/owner-of.ts';
export { rereadConnectionJob } from './accounts/reread-connection.ts';
export {
  type ActivationPolicy,
  defaultPolicy,
  POLICY_SENTENCES,
  VERIFIER_PATH,
  verifierSentence,
} from './attempts/activation-policy.ts';
export { attemptSecretsIn, readAttemptCookie } from './attempts/attempt-cookie.ts';
export { attemptsOfBrowser, type StartedAttempt } from './attempts/attempts-of-browser.ts';
export type { AttemptKey } from './attempts/attempt-key.ts';
export { Attempt, returnSessionContext } from './attempts/attempt.entity.ts';
export { claimReturn, recordForeignReturn } from './attempts/claim-return.ts';
export { ASK_AGAIN_MS, verifyAttemptJob, verifyOpenAttempt } from './attempts/verify-attempt.ts';
export { changeHealth, lockConnection } from './health/change-health.ts';
export { connectionInEvent } from './step-events.ts';
export { type Change, changeConnection, changeIfThere } from './change-connection.ts';
export { decideAttempt } from './attempts/decide-attempt.ts';
export { awaitConfirmation } from './attempts/await-confirmation.ts';
export { label } from './commands/add-connection.ts';
export { ensureEndUserConnection } from './commands/add-connection.ts';
export { eraseEndUserHistory, findEndUserData } from './commands/erase-end-user.ts';
export { forgetEndUserConnections } from './commands/forget-end-user.ts';
export { releaseNow } from './commands/release-now.ts';
export { cancelAttempt, disconnectConnection } from './commands/command-connection.ts';
export { connectConnection } from './commands/connect-connection.ts';
export { refreshConnection } from './commands/refresh-connection.ts';
export { ConnectionEffects } from './connection-effects.ts';
export { Connection } from './connection.entity.ts';
export type { ConnectionsDeps } from './connections.deps.ts';
export { type ErasedCounts, type Erasure, PersonalData } from './personal-data.ts';
export { QUESTIONS_PER_MINUTE } from './provider-rate-limit.ts';
export { connectionsAtAGlance } from './queries/connections-at-a-glance.ts';
export { type ConnectionNews, connectionNews } from './queries/connection-news.ts';
export { connectionsWith } from './queries/connections-with.ts';
export { connectionIdsOf, connectionsOfEndUser, readConnection } from './queries/read-connections.ts';
export {
  type ConnectionChange,
  connectionPosition,
  positionNow,
  watchConnections,
} from './queries/watch-connections.ts';
