import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import { builtInCatalog } from './catalog/data/index.ts';
import type { SandboxContext } from './context.ts';
import { createFaultBook } from './control/faults.ts';
import { createRecorder } from './control/recorder.ts';
import { defaultSwitches } from './control/switches.ts';
import { createControl } from './control/sandbox-control.ts';
import { setVerifier } from './control/set-verifier.ts';
import type { SandboxControl } from './control/sandbox-control.ts';
import { createReceivers } from './receivers/receivers.ts';
import { optionDefaults } from './options.ts';
import type { SandboxOptions } from './options.ts';
import { openStore } from './store/store.ts';

/** A running sandbox. */
export interface Sandbox {
  /** Where it listens, e.g. `http://127.0.0.1:4001`: the SDK's `baseURL`. */
  url: string;
  apiKey: string;
  control: SandboxControl;
  /** Closes every connection and flushes the state file. */
  stop(): Promise<void>;
}

/**
 * Starts a sandbox and resolves once it accepts connections; rejects if the port is taken or the state is unreadable.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port, host, apiKey, linkTtlMs, latencyMs, legacyGone, ...rest } = { ...optionDefaults, ...options };
  const clock = { aheadMs: 0 };
  const now = (): number => (rest.now ?? Date.now)() + clock.aheadMs;
  let url = '';
  const context: SandboxContext = {
    catalog: rest.catalog ?? builtInCatalog(),
    store: openStore(rest.stateFile),
    recorder: createRecorder(now),
    faults: createFaultBook(),
    receivers: createReceivers(),
    switches: { ...defaultSwitches, latencyMs, legacyGone },
    now,
    advanceClock: (ms) => {
      clock.aheadMs += ms;
    },
    linkTtlMs,
    apiKey,
    onAnswer: rest.onAnswer,
    publicUrl: () => rest.publicUrl?.replace(/\/$/, '') ?? url,
  };
  if (rest.verifierUrl !== undefined) setVerifier(context, rest.verifierUrl);
  const server = createServer(createApp(context));
  // Longer than any client's idle timeout; otherwise a pooled connection could be closed during a request.
  server.keepAliveTimeout = 75_000;
  url = await listen(server, port, host);
  return {
    url,
    apiKey,
    control: createControl(context),
    stop: async () => {
      await close(server);
      await context.store.saved();
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address() as AddressInfo;
      const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
      resolve(`http://${name === '0.0.0.0' ? '127.0.0.1' : name}:${address.port}`);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
