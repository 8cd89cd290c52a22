import { composioProvider } from './adapters/composio/composio-provider.ts';
import { EmbeddedPostgresError } from './adapters/embedded-postgres/embedded-postgres-error.ts';
import { hasDatabase, startEmbeddedPostgres } from './adapters/embedded-postgres/embedded-postgres.ts';
import { startEmbeddedSandbox } from './adapters/sandbox/embedded-sandbox.ts';
import { generatedSecret, keptSecret } from './adapters/system/generated-secret.ts';
import type { AppDeps } from './app.ts';
import { ENTITIES } from './entities.ts';
import { handleActionJobs } from './features/actions/actions.jobs.ts';
import { ExecutionTurns } from './features/actions/execution-turns.ts';
import { handleCatalogueJobs } from './features/catalog/catalog.jobs.ts';
import { handleClosing } from './features/closing/closing.jobs.ts';
import { handleConnectionJobs } from './features/connections/connections.jobs.ts';
import { QUESTIONS_PER_MINUTE } from './features/connections/count-question.ts';
import { handleDeliveries } from './features/endpoints/endpoints.jobs.ts';
import { countedProvider } from './features/provider/counted-provider.ts';
import { ProviderBudget } from './features/provider/provider-budget.ts';
import { createProviderMetrics } from './features/provider/provider-metrics.ts';
import type { Provider } from './features/provider/provider.port.ts';
import { registerBacklogMetrics } from './features/system/backlog-metrics.ts';
import { KeyReader } from './features/service-keys/key-reader.ts';
import { handleTriggerJobs } from './features/triggers/triggers.jobs.ts';
import { openInbox } from './features/webhooks/inbox.ts';
import { createWebhookMetrics } from './features/webhooks/webhook-metrics.ts';
import { WebhookSecrets } from './features/webhooks/webhook-secrets.ts';
import { handleWebhookJobs } from './features/webhooks/webhooks.jobs.ts';
import { createAuth } from './features/workspaces/auth.ts';
import { KnownBrowser } from './features/workspaces/known-browser.ts';
import { createProcedures } from './features/workspaces/procedures.ts';
import { sessionReader } from './features/workspaces/sessions.ts';
import type { Clock } from './platform/clock.ts';
import { newSecret } from './platform/crypto/secret.ts';
import { createVault } from './platform/crypto/vault.ts';
import { DatabaseClock } from './platform/database-clock.ts';
import { OpenBodies } from './platform/http/open-bodies.ts';
import { isLoopbackHost, isLoopbackUrl } from './platform/http/loopback.ts';
import { HostNames } from './platform/http/outgoing/host-names.ts';
import { readConnection } from './platform/database/connection.ts';
import { connectionsOf } from './platform/database/database-settings.ts';
import { type ReachOptions, reachDatabase, type ReachedDatabase } from './platform/database/reach-database.ts';
import { waitForDatabase } from './platform/database/wait-for-database.ts';
import { idsBy } from './platform/ids.ts';
import { Backlogs } from './platform/jobs/backlogs.ts';
import { Jobs } from './platform/jobs/jobs.ts';
import { jobsSchemaOf } from './platform/jobs/jobs-schema.ts';
import { CallLimit } from './platform/limits/call-limit.ts';
import { GuessLimit } from './platform/limits/guess-limit.ts';
import { ChangeSignal, channelOf } from './platform/live/change-signal.ts';
import { OpenStreams } from './platform/live/open-streams.ts';
import type { Logger } from './platform/logging/logger.ts';
import { createMetrics } from './platform/metrics/metrics.ts';
import { closeDatabase, openDatabase, poolOf } from './platform/orm/database.ts';
import { migrate } from './platform/orm/migrate.ts';
import { ensurePartitions } from './platform/orm/partitions.ts';
import { DatabaseReadiness } from './platform/orm/readiness.ts';
import type { Settings } from './settings.ts';

/** For the doctor, which looks at our own database without starting all the rest. */
export { EmbeddedPostgresError, hasDatabase, keptSecret };

/** Connections to the database that only returns from the provider use, beside `DATABASE_POOL`. */
const RETURN_CONNECTIONS = 3;
/** A return that waits for a lock has its page after seconds, and is still judged when the lock is free. Milliseconds. */
const RETURN_LIMITS = { statementMs: 120_000, lockMs: 120_000 };

type ComposioAccess = NonNullable<Settings['composio']>;

/** Everything that is running, and how to end it. */
export interface Composition extends AsyncDisposable {
  deps: AppDeps;
}

export interface Surroundings {
  log: Logger;
  /** Instead of the database's. */
  clock?: Clock;
  /** Ends a start that waits for its database. */
  signal?: AbortSignal;
  /** Whether to take jobs; tests run them by hand. */
  work?: boolean;
  /** Whether to limit how often one address may try to sign in. */
  limitSignIn?: boolean;
}

/** Binds every port to what fulfils it, in the order in which things need each other. */
export async function compose(settings: Settings, surroundings: Surroundings): Promise<Composition> {
  const { log, work = true, limitSignIn = true } = surroundings;
  await using running = new AsyncDisposableStack();

  const reached = await reachOf(settings, { log, running, signal: surroundings.signal });
  const orm = await openDatabase({ url: reached, entities: ENTITIES, poolSize: settings.poolSize, log });
  running.defer(() => closeDatabase(orm));
  const pool = await poolOf(orm);
  const metrics = createMetrics(pool);
  const databaseClock = await DatabaseClock.start(pool, log);
  running.defer(() => databaseClock.stop());
  const clock = surroundings.clock ?? databaseClock;
  const newId = idsBy(databaseClock);
  await migrate(orm);
  const makePartitions = () => ensurePartitions(orm, { now: clock.now(), log });
  await makePartitions();

  const changes = new ChangeSignal({ connection: reached.session, channel: channelOf(reached.schema) }, log);
  running.defer(() => changes.stop());
  await changes.start();
  const jobsSchema = await jobsSchemaOf(orm);
  const readiness = new DatabaseReadiness({ pool, schemas: [reached.schema, jobsSchema] });
  const jobs = new Jobs(pool, { schema: jobsSchema, clock: databaseClock, log, onFailure: metrics.jobFailed });
  registerBacklogMetrics(metrics.registry, { pool, jobsSchema, log });
  running.defer(() => jobs.stop());

  const backlogs = new Backlogs(changes, log);
  running.defer(() => backlogs.stop());

  const { provider: uncounted, usesSandbox } = await connectProvider(settings, { clock, running });
  const observer = createProviderMetrics(metrics.registry);
  const provider = countedProvider(uncounted, new ProviderBudget(settings.providerCallsPerMinute, clock, observer));
  const secret = secretOf(settings);
  const { publicUrl } = settings;
  const guesses = new GuessLimit({ pool, secret });
  const knownBrowser = new KnownBrowser({ publicUrl, secret, previousSecrets: settings.previousSecrets, newSecret });
  const promotesFirstAccount = usesSandbox && isLoopbackUrl(publicUrl) && isLoopbackHost(settings.host);
  const guards = { publicUrl, guesses, knownBrowser, limitSignIn, signUp: settings.signUp, promotesFirstAccount };
  const auth = createAuth({ pool, newId, databaseClock, secret, log, ...guards });
  const readSession = sessionReader(auth, pool);
  const returnsOrm = await openDatabase({
    url: reached,
    entities: ENTITIES,
    poolSize: RETURN_CONNECTIONS,
    limits: RETURN_LIMITS,
    log,
  });
  running.defer(() => closeDatabase(returnsOrm));
  const returns = { orm: returnsOrm, readSession: sessionReader(auth, await poolOf(returnsOrm)) };
  const streams = new OpenStreams(metrics.registry);
  const webhookMetrics = createWebhookMetrics(metrics.registry);
  const vault = createVault(secret, settings.previousSecrets);
  const knownSecrets = new WebhookSecrets({ ...settings, orm, vault, clock });
  const inbox = openInbox(pool, { changes, webhookMetrics, makePartitions, log });
  const limit = new CallLimit(settings.callsPerMinute, clock);
  const keyLimit = new CallLimit(settings.keyCallsPerMinute, clock);
  const questions = new CallLimit(settings.callsPerMinute === 0 ? 0 : QUESTIONS_PER_MINUTE, clock);
  const executionTurns = new ExecutionTurns();
  const bodies = new OpenBodies();
  const hostNames = new HostNames({ clock });
  const keyReader = new KeyReader({ orm, clock });
  const procedures = createProcedures({ orm, readSession, readKey: keyReader.read, metrics, limit, keyLimit, bodies });

  const shared = {
    orm,
    metrics,
    limit,
    jobs,
    backlogs,
    changes,
    streams,
    provider,
    questions,
    executionTurns,
    hostNames,
    returns,
    bodies,
  };
  const services = { ...shared, auth, readSession, keyReader, procedures, guesses };
  const webhooks = { vault, knownSecrets, inbox, webhookMetrics };
  const deps: AppDeps = {
    ...settings,
    ...services,
    ...webhooks,
    usesSandbox,
    promotesFirstAccount,
    clock,
    databaseClock,
    readiness,
    newId,
    newSecret,
    log,
  };
  handleConnectionJobs(deps);
  handleActionJobs(deps);
  handleTriggerJobs(deps);
  handleWebhookJobs(deps);
  handleDeliveries(deps);
  handleCatalogueJobs(deps);
  handleClosing(deps);
  await jobs.start({ work });
  if (work) backlogs.start();

  const disposal = running.move();
  return { deps, [Symbol.asyncDispose]: () => disposal.disposeAsync() };
}

/** What was given, or what the data directory keeps. */
export function secretOf({ secret, dataDir }: Settings): string {
  return secret ?? generatedSecret(dataDir);
}

interface Reaching extends Pick<ReachOptions, 'onlyLook'> {
  /** Ends waiting for a database that is not up yet. */
  signal?: AbortSignal | undefined;
  log: Logger;
  running: AsyncDisposableStack;
}

const NOT_USED =
  'database: the embedded one runs, because DATABASE_URL is not set; without it, these variables are not used';

/** The one place where a process finds its database: the one it was given, or its own. Throws `DatabaseSetupError`. */
export async function reachOf(settings: Settings, reaching: Reaching): Promise<ReachedDatabase> {
  const options = { onlyLook: reaching.onlyLook ?? false, limits: settings.databaseLimits };
  if (settings.database) {
    const connections = connectionsOf(settings.database);
    const waitMs = options.onlyLook ? 0 : settings.databaseWaitMs;
    return waitForDatabase(() => reachDatabase(connections, options), { ...reaching, waitMs });
  }
  const { unusedVariables: variables } = settings;
  if (variables.length > 0) reaching.log.warn({ variables }, `${NOT_USED}: ${variables.join(', ')}`);
  const url = await openOwnDatabase(settings, reaching);
  return reachDatabase({ main: readConnection({ variable: 'The embedded database', url }), direct: null }, options);
}

/** Starts the database in the data directory, until `running` ends. Throws `DATA_DIR_IN_USE` where another process has it. */
async function openOwnDatabase({ dataDir }: Settings, { log, running }: Reaching): Promise<string> {
  const { url, stop } = await startEmbeddedPostgres({ dataDir, log: (line) => log.info(line) });
  running.defer(stop);
  return url;
}

async function connectProvider(
  { composio, composioSdk, sandboxPort, dataDir }: Settings,
  { clock, running }: { clock: Clock; running: AsyncDisposableStack },
): Promise<{ provider: Provider; usesSandbox: boolean }> {
  if (composio) return { provider: await openProvider(composioSdk, composio), usesSandbox: false };
  const sandbox = await startEmbeddedSandbox({ port: sandboxPort, stateFile: `${dataDir}/sandbox.json`, clock });
  running.defer(() => sandbox.stop());
  const provider = await openProvider(composioSdk, { apiKey: sandbox.apiKey, baseUrl: sandbox.url });
  return { provider, usesSandbox: true };
}

/** The provider by the chosen SDK. The old one is large and slow to load, so it is loaded only where it was asked for. */
export async function openProvider(sdk: Settings['composioSdk'], access: ComposioAccess): Promise<Provider> {
  if (sdk === 'core') return composioProvider(access);
  const { legacyProvider } = await import('./adapters/composio-legacy/legacy-provider.ts');
  return legacyProvider(access);
}
