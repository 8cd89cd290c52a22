import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import type { Job } from '../../platform/jobs/job.ts';

/** Days of trying: what we created upstream and do not use is deleted, however long the provider is away. */
const UNTIL_DONE = { retryLimit: 200, retryDelayMax: 3600 };

const attemptData = z.object({ workspaceId: z.string(), connectionId: idSchema, attemptId: idSchema });

/** Deletes an account upstream and revokes its grant. */
export const dropAccountJob = {
  name: 'drop-account',
  data: z.object({ accountId: z.string() }),
  ...UNTIL_DONE,
} satisfies Job;

/** The same for an attempt that ended before the provider's answer was recorded: its account has to be found first. */
export const dropLostAccountJob = {
  name: 'drop-lost-account',
  data: attemptData,
  ...UNTIL_DONE,
} satisfies Job;

/** Ends an attempt at its deadline. Sent, to be run then, with the transaction that opens the attempt. */
export const attemptDeadlineJob = {
  name: 'attempt-deadline',
  data: attemptData,
  retryLimit: 20,
  retryDelayMax: 15,
} satisfies Job;

/** Reads an attempt's account again: after a return that could not be verified at once. */
export const verifyAttemptJob = {
  name: 'verify-attempt',
  data: attemptData,
  retryLimit: 20,
  retryDelayMax: 15,
} satisfies Job;

/** Asks the provider about a connection, after a message that said its grant has ended. */
export const rereadConnectionJob = {
  name: 'reread-connection',
  data: z.object({ workspaceId: z.string(), connectionId: idSchema }),
  retryLimit: 50,
  retryDelayMax: 300,
} satisfies Job;

/** Once a minute: what the jobs above missed, and attempts whose return was lost. */
export const sweepAttemptsJob = {
  name: 'sweep-attempts',
  data: z.object({}),
  retryLimit: 0,
  retryDelayMax: 2,
  cron: '* * * * *',
  alone: true,
} satisfies Job;

/** Once a minute: a few of the accounts in use, the longest unasked first. */
export const rereadAccountsJob = {
  name: 'reread-accounts',
  data: z.object({}),
  retryLimit: 0,
  retryDelayMax: 2,
  cron: '* * * * *',
  alone: true,
} satisfies Job;

/** Once an hour: accounts at the provider that nothing here uses. */
export const reconcileAccountsJob = {
  name: 'reconcile-accounts',
  data: z.object({}),
  retryLimit: 5,
  retryDelayMax: 300,
  cron: '23 * * * *',
  alone: true,
} satisfies Job;
