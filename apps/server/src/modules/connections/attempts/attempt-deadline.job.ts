import type { Job } from '../../../platform/jobs/job.ts';
import { attemptKey } from './attempt-key.ts';

/** Ends an attempt at its deadline. Enqueued in the transaction that opens the attempt, to run at the deadline. */
export const attemptDeadlineJob = {
  name: 'attempt-deadline',
  data: attemptKey,
  retryLimit: 20,
  retryDelayMax: 15,
} satisfies Job;
