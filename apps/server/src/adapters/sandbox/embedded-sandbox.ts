import { startSandbox } from '@patchbay/sandbox';
import type { Clock } from '../../platform/clock.ts';

export interface EmbeddedSandbox {
  /** For the SDK, and for browsers, which open its consent pages. */
  url: string;
  apiKey: string;
  stop(): Promise<void>;
}

/**
 * Runs the stand-in for Composio in this process, on its own port, and on 127.0.0.1 if we are on localhost: for
 * browsers it is another site, like the real one. `clock` dates the signatures of its messages, because the receiver
 * refuses other times.
 */
export function startEmbeddedSandbox({
  clock,
  ...options
}: {
  port: number;
  stateFile: string;
  clock: Clock;
  /** The return address with callback identity verification; null without it. */
  verifierUrl: string | null;
}): Promise<EmbeddedSandbox> {
  return startSandbox({ ...options, now: () => clock.now().getTime() });
}
