import { createServer as createHttpServer, type Server, type ServerResponse } from 'node:http';
import type { ServerDeps } from './server.ts';
import { readEnv, silenceTelemetry } from './env.ts';
import { POLICY_SENTENCES, verifierSentence } from './modules/connections/index.ts';
import { operatorSentence } from './operator-error.ts';
import { openServer } from './platform/http/open-server.ts';
import { createLogger, type Logger } from './platform/logging/logger.ts';
import { secretsOf, settingsFrom } from './settings.ts';

// Before any import that could read it.
silenceTelemetry();

/** Milliseconds that running requests get to finish. */
const GRACE_MS = 5_000;
/**
 * Milliseconds for a complete stop, even if something hangs: supervisors kill after 30 s or less, and a second signal
 * ends it at once.
 */
const STOP_WITHIN_MS = 15_000;

/** Aborted by a signal that arrives during the start. */
const starting = new AbortController();

try {
  await run();
} catch (error) {
  // Stopped during the start: the stop decides the exit code.
  if (starting.signal.aborted) await new Promise(() => undefined);
  // For a person: a problem they can fix is one sentence, everything else is shown with its stack.
  const bug = error instanceof Error ? error.stack : String(error);
  process.stderr.write(`\n${operatorSentence(error) ?? bug}\n\n`);
  process.exit(1);
}

async function run(): Promise<void> {
  const settings = settingsFrom(readEnv());
  const log = createLogger(settings.logLevel, undefined, secretsOf(settings));
  const [{ compose }, { createServer }, { fillCatalog }, { startWebhooks }, { announceAdmin }, { warnOfLostSecrets }] =
    await Promise.all([
      import('./composition.ts'),
      import('./server.ts'),
      import('./modules/catalog/index.ts'),
      import('./modules/inbound-webhooks/index.ts'),
      import('./modules/installation/index.ts'),
      import('./modules/sealed/index.ts'),
    ]);
  const composing = compose(settings, { log, signal: starting.signal });
  let stopServer = async () => {};
  const stop = async () => {
    starting.abort();
    // A running migration is allowed to finish; a failed start has nothing left to stop.
    const composed = await composing.catch(() => undefined);
    await stopServer();
    await composed?.[Symbol.asyncDispose]();
  };
  stopOnSignals(stop, log);
  stopOnUncaught(stop, log);
  const composition = await composing;
  starting.signal.throwIfAborted();
  const server = openServer(createServer(composition.deps), { behindProxy: settings.trustProxy > 0 });
  const answers = answersOf(server);
  const metricsServer = await openMetrics(composition.deps);
  stopServer = async () => {
    await closed(server, answers);
    // Last, so that a stop can be monitored.
    metricsServer?.close();
    metricsServer?.closeAllConnections();
  };
  await listening(server, settings);
  await fillCatalog(composition.deps);
  await startWebhooks(composition.deps);
  log.info(
    { url: settings.publicUrl, sandbox: composition.deps.usesSandbox },
    `Patchbay runs at ${settings.publicUrl}`,
  );
  const { activationPolicy } = settings;
  log.info({ activationPolicy }, POLICY_SENTENCES[activationPolicy] + verifierSentence(settings));
  await warnOfLostSecrets({ ...composition.deps, em: composition.deps.orm.em.fork() });
  await announceAdmin({ ...composition.deps, print: (text) => process.stderr.write(text) });
  process.send?.('ready'); // for a parent process with an IPC channel
}

/** Undefined when metrics are served on the main port. */
async function openMetrics(deps: ServerDeps): Promise<Server | undefined> {
  const { metricsPort: port, host } = deps;
  if (port === null) return undefined;
  const { createMetricsApp } = await import('./platform/metrics/metrics-app.ts');
  const server = createHttpServer(createMetricsApp(deps));
  await listening(server, { port, host });
  deps.log.info({ host, port }, 'metrics: served on a port of their own');
  return server;
}

function listening(server: Server, { port, host }: { port: number; host: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

/** Stops accepting requests and lets running ones finish; event streams never would, and their readers reconnect. */
function closed(server: Server, answers: Set<ServerResponse>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    for (const answer of answers) if (isEventStream(answer)) answer.destroy();
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
  });
}

/** Responses in progress, except for webhooks, which are many and short. */
function answersOf(server: Server): Set<ServerResponse> {
  const answers = new Set<ServerResponse>();
  server.on('request', (req, res) => {
    if (req.url?.startsWith('/webhooks/')) return;
    answers.add(res);
    res.once('close', () => answers.delete(res));
  });
  return answers;
}

/** By the response and not by the request: not every reader sends an Accept header. */
function isEventStream(answer: ServerResponse): boolean {
  return String(answer.getHeader('content-type')).startsWith('text/event-stream');
}

/** A bug, after which the state of this process is unknown: it stops, and another process continues. */
function stopOnUncaught(stop: () => Promise<void>, log: Logger): void {
  let stopping = false;
  function end(thrown: unknown, origin: string): void {
    log.fatal({ err: thrown, origin }, 'an error was not caught: stopping');
    if (stopping) return; // a single bug often throws more than once
    stopping = true;
    void stopInTime(stop, log).then(() => process.exit(1));
  }
  for (const origin of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(origin, (thrown: unknown) => end(thrown, origin));
  }
}

function stopOnSignals(stop: () => Promise<void>, log: Logger): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1); // a second Ctrl-C stops at once
    stopping = true;
    log.info({ signal }, 'stopping');
    void stopInTime(stop, log).then((isClean) => process.exit(isClean ? 0 : 1));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
}

/** Returns whether everything stopped by itself and in time. Other processes take over the rest within a minute. */
async function stopInTime(stop: () => Promise<void>, log: Logger): Promise<boolean> {
  const late = new Promise<false>((resolve) => {
    setTimeout(() => {
      log.fatal(`could not stop within ${STOP_WITHIN_MS / 1000} s: ending at once; jobs that ran are taken up again`);
      resolve(false);
    }, STOP_WITHIN_MS);
  });
  const ended = stop().then(
    () => true,
    (error: unknown) => {
      log.fatal({ err: error }, 'could not stop cleanly');
      return false;
    },
  );
  return Promise.race([ended, late]);
}
