import { type Sandbox, startSandbox } from '@patchbay/sandbox';
import type { Clock } from '../../platform/clock.ts';

export interface EmbeddedSandbox {
  /** For the SDK, and for browsers, which open its consent pages. */
  url: string;
  apiKey: string;
  /** What it can be told to play. */
  controls: ReturnType<typeof controlsOf>;
  stop(): Promise<void>;
}

/**
 * Runs the stand-in for Composio in this process, on its own port, and on 127.0.0.1 if we are on localhost: for
 * browsers it is another site, like the real one. `clock` dates the signatures of its messages, because the receiver
 * refuses other times.
 */
export async function startEmbeddedSandbox({
  clock,
  ...options
}: {
  port: number;
  host: string;
  stateFile: string;
  clock: Clock;
  /** The return address with callback identity verification; null without it. */
  verifierUrl: string | null;
}): Promise<EmbeddedSandbox> {
  const sandbox = await startSandbox({ ...options, now: () => clock.now().getTime() });
  return { ...sandbox, controls: controlsOf(sandbox) };
}

function controlsOf({ url, control }: Sandbox) {
  const receiverUrl = `${url}/receivers/`;
  return {
    consoleUrl: `${url}/sandbox`,
    receiverUrl,
    fireTrigger: async (id: string) => isAccepted((await control.fire(id)).status),
    expireAccount: async (id: string) => void (await control.expire(id)),
    isReceiverBroken: (address: string) => control.receivers.isBroken(nameIn(address)),
    setReceiverBroken: (address: string, isBroken: boolean) => control.receivers.setBroken(nameIn(address), isBroken),
  };
}

const nameIn = (address: string) => new URL(address).pathname.split('/').at(-1) ?? '';

const isAccepted = (status: number | null) => status !== null && status >= 200 && status < 300;
