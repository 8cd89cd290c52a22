import { useQuery } from '@pinia/colada';
import { api, type Outputs } from '../../app/api.ts';
import { allPages } from '../../shared/all-pages.ts';

export type OwnSession = Outputs['account']['sessions']['items'][number];

/** Belongs to the person and not to a workspace. */
export const accountKeys = { sessions: () => ['account', 'sessions'] };

export function useOwnSessions() {
  return useQuery({ key: accountKeys.sessions, query: () => allPages((from) => api.account.sessions.query(from)) });
}
