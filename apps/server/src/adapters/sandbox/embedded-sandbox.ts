import { startSandbox } from '@patchbay/sandbox';
import type { Clock } from '../../platform/clock.ts';

export interface EmbeddedSandbox {
  /** For the SDK, and for browsers: the consent pages live there. */
  url: string;
  apiKey: string;
  stop(): Promise<void>;
}

/**
 * A stand-in for Composio in this process, on a port of its own and on 127.0.0.1 where we are on localhost: to browsers
 * it is another site, as the real one is. Its messages are signed by `clock`: the receiver refuses those of another time.
 */
export function startEmbeddedSandbox({
  clock,
  ...options
}: {
  port: number;
  stateFile: string;
  clock: Clock;
  /** Where browsers return to with callback identity verification; null without it. */
  verifierUrl: string | null;
}): Promise<EmbeddedSandbox> {
  return startSandbox({ ...options, now: () => clock.now().getTime() });
}
