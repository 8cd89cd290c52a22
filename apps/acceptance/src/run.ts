import { randomUUID } from 'node:crypto';
import { composioProvider } from '@patchbay/provider-composio';
import { bareApi } from './api.ts';
import type { Check } from './check.ts';
import { listen } from './listener.ts';
import { Made } from './made.ts';
import type { Options } from './options.ts';
import type { Run } from './report.ts';
import { type Result, runChecks } from './run-checks.ts';
import type { Person, World } from './world.ts';

export interface RunOptions {
  options: Options;
  access: { apiKey: string; baseUrl: string };
  person: Person;
  checks: Check[];
  /** Ends the run after the current check; what it created is removed all the same. */
  signal: AbortSignal;
  onResult: (result: Result) => void;
}

/** Runs the checks and removes what they created. */
export async function runAcceptance({ options, access, person, checks, signal, onResult }: RunOptions): Promise<Run> {
  const startedAt = new Date();
  const begun = performance.now();
  const made = new Made();
  await using listener = await listen(options.port);
  const userId = `acceptance-${randomUUID()}`;
  const provider = composioProvider(access);
  const world: World = { options, provider, api: bareApi(access), listener, person, made, userId, kept: {} };
  const results: Result[] = [];
  const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  const all = (async () => {
    for await (const result of runChecks(checks, world, signal)) {
      results.push(result);
      onResult(result);
    }
  })();
  await Promise.race([all, aborted]);
  const left = await made.removeAll();
  const against = options.sandbox ? 'The sandbox' : new URL(access.baseUrl).host;
  return { results, left, against, startedAt, tookMs: performance.now() - begun };
}
