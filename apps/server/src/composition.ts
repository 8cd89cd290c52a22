import type { Provider } from '@patchbay/provider';
import { composioProvider } from '@patchbay/provider-composio';
import { EmbeddedPostgresError, hasDatabase, startEmbeddedPostgres } from '@patchbay/embedded-postgres';
import { startEmbeddedSandbox } from './adapters/sandbox/embedded-sandbox.ts';
import { generatedInstallationKey, generatedSecret, keptSecret } from './adapters/system/generated-secret.ts';
import type { ServerDeps } from './server.ts';
import { ENTITIES, registerModules } from './modules.ts';
import { ExecutionTurns } from './modules/executions/index.ts';
import { OutgoingEvents } from './modules/outgoing-events/index.ts';
import { ConnectionEffects, PersonalData, QUESTIONS_PER_MINUTE, VERIFIER_PATH } from './modules/connections/index.ts';
import { countedProvider, createProviderMetrics, ProviderBudget } from './modules/provider/index.ts';
import type { SandboxControls } from './modules/sandbox/index.ts';
import { registerBacklogMetrics } from './modules/system/index.ts';
import { writeRecorder } from './modules/installation-activity/index.ts';
import { InstallationKeyReader } from './modules/installation-keys/index.ts';
import { KeyReader } from './modules/service-keys/index.ts';
import { createConnectMetrics } from './modules/connect-sessions/index.ts';
import { createWebhookMetrics, openInbox, WebhookSecrets } from './modules/inbound-webhooks/index.ts';
import { startInWorkspace } from './modules/workspaces/index.ts';
import { createAuth, KnownBrowser, sessionReader } from './modules/identity/index.ts';
import { createProcedures } from './modules/access/index.ts';
import type { Clock } from './platform/clock.ts';
import { newSecret } from './platform/crypto/secret.ts';
import { createVault } from './platform/crypto/vault.ts';
import { DatabaseClock } from './platform/database-clock.ts';
import { OpenBodies } from './platform/http/open-bodies.ts';
import { isLoopbackHost, isLoopbackUrl } from './platform/http/loopback.ts';
import { HostNames } from '@patchbay/outgoing-http';
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
import { requestHeaders } from './platform/logging/request-headers.ts';
import { createMetrics } from './platform/metrics/metrics.ts';
import { closeDatabase, openDatabase, poolOf } from './platform/orm/database.ts';
import { migrate } from './platform/orm/migrate.ts';
import { ensurePartitions } from './platform/orm/partitions.ts';
import { DatabaseReadiness } from './platform/orm/readiness.ts';
import type { Settings } from './settings.ts';

/** For the doctor, which opens the embedded database without starting everything else. */
export { EmbeddedPostgresError, hasDatabase, keptSecret };

/** Database connections reserved for returns from the provider, in addition to `DATABASE_POOL`. */
const RETURN_CONNECTIONS = 3;
/**
 * Milliseconds. A return that waits for a lock shows its page after seconds, and is still judged when the lock is
 * free.
 */
const RETURN_LIMITS = { statementMs: 120_000, lockMs: 120_000 };

type ComposioAccess = NonNullable<Settings['composio']>;

/** Everything that is running, and how to stop it. */
export interface Composition extends AsyncDisposable {
  deps: ServerDeps;
}

export interface ComposeOptions {
  log: Logger;
  /** Replaces the database's clock. */
  clock?: Clock;
  /** Cancels a start that is waiting for its database. */
  signal?: AbortSignal;
  /** Whether to run jobs; tests run them explicitly. */
  work?: boolean;
  /** Whether to limit sign-in attempts per address. */
  limitSignIn?: boolean;
}

/** Binds every port to its implementation, in dependency order. */
export async function compose(settings: Settings, options: ComposeOptions): Promise<Composition> {
  const { log, work = true, limitSignIn = true } = options;
  await using running = new AsyncDisposableStack();

  const reached = await reachOf(settings, { log, running, signal: options.signal });
  const orm = await openDatabase({ url: reached, entities: ENTITIES, poolSize: settings.poolSize, log });
  running.defer(() => closeDatabase(orm));
  const pool = await poolOf(orm);
  const metrics = createMetrics(pool);
  const databaseClock = await DatabaseClock.start(pool, log);
  running.defer(() => databaseClock.stop());
  const clock = options.clock ?? databaseClock;
  const newId = idsBy(databaseClock);
  await migrate(orm);
  const makePartitions = () => ensurePartitions(orm, { now: clock.now(), log });
  await makePartitions();

  const changes = new ChangeSignal({ connection: reached.session, channel: channelOf(reached.schema) }, log);
  running.defer(() => changes.stop());
  await changes.start();
  const jobsSchema = await jobsSchemaOf(orm);
  const readiness = new DatabaseReadiness({ pool, schemas: [reached.schema, jobsSchema] });
  const onFailure = metrics.jobFailed;
  const jobs = new Jobs(pool, { schema: jobsSchema, clock: databaseClock, changes, log, onFailure });
  registerBacklogMetrics(metrics.registry, { pool, jobsSchema, log });
  running.defer(() => jobs.stop());

  const backlogs = new Backlogs(changes, log);
  running.defer(() => backlogs.stop());

  const { provider: uncounted, sandbox } = await connectProvider(settings, { clock, running });
  const usesSandbox = sandbox !== null;
  const observer = createProviderMetrics(metrics.registry);
  const provider = countedProvider(uncounted, new ProviderBudget(settings.providerCallsPerMinute, clock, observer));
  const secret = secretOf(settings);
  const { publicUrl } = settings;
  const guesses = new GuessLimit({ pool, secret });
  const knownBrowser = new KnownBrowser({ publicUrl, secret, previousSecrets: settings.previousSecrets, newSecret });
  const promotesFirstAccount = usesSandbox && isLoopbackUrl(publicUrl) && isLoopbackHost(settings.host);
  const guards = { publicUrl, guesses, knownBrowser, limitSignIn, signUp: settings.signUp, promotesFirstAccount };
  const startSession = (session: { id: string; userId: string }) => startInWorkspace({ pool, newId }, session);
  const auth = createAuth({ pool, newId, databaseClock, secret, log, startSession, ...guards });
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
  const questions = new CallLimit(settings.callsPerMinute === 0 ? 0 : QUESTIONS_PER_MINUTE, clock, 'provider-calls');
  const executionTurns = new ExecutionTurns();
  const bodies = new OpenBodies();
  const hostNames = new HostNames({ clock });
  const keyReader = new KeyReader({ orm, clock });
  const installationKey =
    settings.installationKey ?? (promotesFirstAccount ? generatedInstallationKey(settings.dataDir) : null);
  const installationKeys = new InstallationKeyReader({ orm, clock, installationKey });
  const recordWrite = writeRecorder({ orm, clock, newId });
  const keys = { readKey: keyReader.read, installationKeys, recordWrite };
  const procedures = createProcedures({ orm, readSession, ...keys, metrics, limit, keyLimit, bodies });

  const shared = {
    orm,
    metrics,
    limit,
    jobs,
    effects: new ConnectionEffects(),
    personalData: new PersonalData(),
    outgoingEvents: new OutgoingEvents(),
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
  const services = { ...shared, auth, readSession, keyReader, installationKeys, procedures, guesses };
  const connectMetrics = createConnectMetrics(metrics.registry);
  const webhooks = { connectMetrics, vault, knownSecrets, inbox, webhookMetrics };
  const deps: ServerDeps = {
    ...settings,
    ...services,
    ...webhooks,
    usesSandbox,
    sandbox,
    promotesFirstAccount,
    clock,
    databaseClock,
    readiness,
    newId,
    newSecret,
    log,
  };
  registerModules(deps);
  await jobs.start({ work });
  if (work) backlogs.start();

  const disposal = running.move();
  return { deps, [Symbol.asyncDispose]: () => disposal.disposeAsync() };
}

/** The configured secret, or the one in the data directory. */
export function secretOf({ secret, dataDir }: Settings): string {
  return secret ?? generatedSecret(dataDir);
}

interface Reaching extends Pick<ReachOptions, 'onlyLook'> {
  /** Cancels waiting for a database that is not up yet. */
  signal?: AbortSignal | undefined;
  log: Logger;
  running: AsyncDisposableStack;
}

const NOT_USED =
  'database: the embedded one runs, because DATABASE_URL is not set; without it, these variables are not used';

/**
 * The only place where a process finds its database: the configured one, or the embedded one. Throws
 * `DatabaseSetupError`.
 */
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

/**
 * Starts the embedded database in the data directory, until `running` is disposed. Throws `DATA_DIR_IN_USE` when
 * another process uses it.
 */
async function openOwnDatabase({ dataDir }: Settings, { log, running }: Reaching): Promise<string> {
  const { url, stop } = await startEmbeddedPostgres({ dataDir, log: (line) => log.info(line) });
  running.defer(stop);
  return url;
}

async function connectProvider(
  { composio, composioSdk, sandboxPort, sandboxHost, dataDir, verifier, publicUrl }: Settings,
  { clock, running }: { clock: Clock; running: AsyncDisposableStack },
): Promise<{ provider: Provider; sandbox: SandboxControls | null }> {
  if (composio) return { provider: await openProvider(composioSdk, composio), sandbox: null };
  const verifierUrl = verifier ? `${publicUrl}${VERIFIER_PATH}` : null;
  const stateFile = `${dataDir}/sandbox.json`;
  const sandbox = await startEmbeddedSandbox({ port: sandboxPort, host: sandboxHost, stateFile, clock, verifierUrl });
  running.defer(() => sandbox.stop());
  const provider = await openProvider(composioSdk, { apiKey: sandbox.apiKey, baseUrl: sandbox.url });
  return { provider, sandbox: sandbox.controls };
}

/** The provider with the chosen SDK. The legacy one is large and slow to load, so it is loaded only on request. */
export async function openProvider(sdk: Settings['composioSdk'], access: ComposioAccess): Promise<Provider> {
  const settings = { ...access, requestHeaders };
  if (sdk === 'core') return composioProvider(settings);
  const { legacyProvider } = await import('@patchbay/provider-composio-legacy');
  return legacyProvider(settings);
}
