import type { EntityManager } from '@mikro-orm/postgresql';
import type { ReasonCode } from '@patchbay/lifecycle';
import type { SessionReturn } from '../connect-sessions/index.ts';
import type { Session } from '../identity/index.ts';
import type { ReturnQuery } from './return.query.ts';

/** What the return page shows. Only the person who started the attempt learns its connection. */
export interface ReturnOutcome {
  outcome: 'connected' | 'verifying' | 'unknown' | 'invalid' | 'verifier_off' | ReasonCode;
  connectionId: string | null;
  /** For an end user in a connect session: their page, which may have a code. */
  session?: SessionReturn;
}

export interface Arrival {
  em: EntityManager;
  appName: string;
  query: ReturnQuery;
  /** Whether all of the query could be parsed. Otherwise the return is judged, but never consumed. */
  isWellFormed: boolean;
  /** Called once the return is recorded: from then on it is followed up, even if the process dies. */
  onRecorded?: (connectionId: string | null) => void;
  /** Called only when there is an attempt: guessing a nonce costs one index lookup. */
  readSession: (workspaceId: string) => Promise<Session | null>;
  /** Reads this browser's cookie for an attempt. */
  browserSecretOf: (attemptId: string) => string | undefined;
}
