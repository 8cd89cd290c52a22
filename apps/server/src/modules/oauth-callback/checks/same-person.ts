import type { Check } from '../return-facts.ts';

/**
 * The same person must start and finish: otherwise one person's account would end up in another's workspace (session
 * fixation).
 */
export const samePerson: Check = ({ attempt, session }) => session?.user.id === attempt.userId;
