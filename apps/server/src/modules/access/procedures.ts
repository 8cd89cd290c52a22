import type { InstallationScope, Role, Scope } from '@patchbay/contracts';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { AppError } from '../../platform/errors/app-error.ts';
import { idSchema } from '../../platform/ids.ts';
import type { CallLimit } from '../../platform/limits/call-limit.ts';
import { addressOf, countCall } from '../../platform/limits/limit-calls.ts';
import type { OpenBodies } from '../../platform/http/open-bodies.ts';
import { addToLogContext } from '../../platform/logging/log-context.ts';
import { type Cause, onBehalfOf } from '../../platform/limits/on-behalf-of.ts';
import type { Metrics } from '../../platform/metrics/metrics.ts';
import { MAX_BODY_BYTES } from '../../platform/trpc/read-body.ts';
import { PEOPLE_ONLY, type RequestContext } from '../../platform/trpc/trpc.ts';
import type { Access, Actor } from './access.ts';
import { openProcedure } from './open-procedure.ts';
import { admitKey, admitMember, type AuthorizedCaller } from './admit.ts';
import {
  enterAsInstallation,
  installationActor,
  type InstallationCaller,
  type InstallationKeys,
  isFrom,
} from './installation-caller.ts';
import type { RecordWrite } from './record-write.ts';
import { isInstallationAdmin, type ReadSession, type Session, sessionRoles } from '../identity/index.ts';
import { bearerOf, type ReadKey } from './service-caller.ts';

export interface ProceduresDeps {
  orm: MikroORM;
  readSession: ReadSession;
  readKey: ReadKey;
  installationKeys: InstallationKeys;
  recordWrite: RecordWrite;
  metrics: Metrics;
  limit: CallLimit;
  /** For service keys, which call more often than people click. */
  keyLimit: CallLimit;
  bodies: OpenBodies;
}

interface ByInstallation {
  maxBytes?: number;
  /** Whether a call is an entry of the installation's activity. */
  recorded?: boolean;
}

interface WithKeys {
  maxBytes?: number;
  installationScope?: InstallationScope;
}

/**
 * The kinds of procedures. Each has a policy, and there is no other way to define one: a module chooses who may call, and receives an
 * authorized caller. Service keys are accepted only by `withKeys`.
 */
export function createProcedures(deps: ProceduresDeps) {
  const { orm, readSession, readKey, installationKeys, metrics, limit, keyLimit, bodies } = deps;
  const roles = sessionRoles({ orm });
  const open = openProcedure({ orm, metrics });

  // Limits are applied here and not before the handler, because they count the calls of a batch, not the batches.
  const anyone = open
    .meta({ policy: 'anyone', scope: PEOPLE_ONLY })
    .use(async ({ ctx, next }) => next({ ctx: { ...ctx, session: await countedSession(ctx) } }));

  const signedIn = open.meta({ policy: 'signed-in', scope: PEOPLE_ONLY }).use(async ({ ctx, next }) => {
    if (bearerOf(ctx.req) !== undefined) throw new AppError('KEY_NOT_ALLOWED');
    const session = await sessionOf(ctx);
    const cause = causeOf(ctx, { actor: { kind: 'user', id: session.user.id } });
    return onBehalfOf(cause, () => next({ ctx: { ...ctx, session } }));
  });

  /** Installation admins, regardless of their workspace. */
  const installationAdmin = signedIn
    .meta({ policy: 'installation-admin', scope: PEOPLE_ONLY })
    .use(async ({ ctx, next }) => {
      const { id, name } = ctx.session.user;
      if (!(await isInstallationAdmin(ctx.em, id))) throw new AppError('INSTALLATION_ADMIN_ONLY');
      return next({ ctx: { ...ctx, actor: { kind: 'user' as const, id, name } } });
    });

  /**
   * Installation admins, and installation keys that have the scope. What they change is recorded by the use case, or with `recorded` as
   * one entry without a workspace.
   */
  const installation = (
    installationScope: InstallationScope,
    { maxBytes = MAX_BODY_BYTES, recorded = false }: ByInstallation = {},
  ) =>
    open
      .meta({ policy: 'installation-admin', scope: PEOPLE_ONLY, installationScope, maxBytes })
      .use(async ({ ctx, path, next }) => {
        const token = bearerOf(ctx.req);
        const actor =
          token === undefined
            ? await adminOf(ctx, maxBytes)
            : installationActor(await admitInstallation(ctx, { token, scope: installationScope, maxBytes }));
        const run = () => onBehalfOf(causeOf(ctx, { actor }), () => next({ ctx: { ...ctx, actor } }));
        return recorded ? deps.recordWrite({ actor, action: path }, run) : run();
      });

  /** Members of the workspace with at least a role, and never a service key. */
  const inWorkspace = (least: Role) =>
    signedIn.meta({ policy: least, scope: PEOPLE_ONLY }).use(async ({ ctx, next }) => {
      const admitted = admitMember(ctx.session, least, roles);
      return onBehalfOf(causeOf(ctx, admitted), () => next({ ctx: { ...ctx, ...admitted } }));
    });

  /** The same, and installation keys that have the scope, in every workspace. What these change is recorded. */
  const alsoByInstallation = (
    least: Role,
    installationScope: InstallationScope,
    { maxBytes = MAX_BODY_BYTES }: Pick<WithKeys, 'maxBytes'> = {},
  ) =>
    open
      .meta({ policy: least, scope: PEOPLE_ONLY, installationScope, maxBytes })
      .use(async ({ ctx, path, type, next }) => {
        const token = bearerOf(ctx.req);
        const admitted: Omit<Access, 'em'> =
          token === undefined
            ? admitMember(await sessionOf(ctx, maxBytes), least, roles)
            : await enter(ctx, { token, scope: installationScope, maxBytes });
        const run = () => onBehalfOf(causeOf(ctx, admitted), () => next({ ctx: { ...ctx, ...admitted } }));
        const isRecorded = token !== undefined && type === 'mutation';
        return isRecorded ? deps.recordWrite({ ...admitted, action: path }, run) : run();
      });

  /**
   * Members of the workspace with at least a role, and service keys that have the scope. `installationScope`: for a
   * query that installation keys may call too.
   */
  const withKeys = (least: Role, scope: Scope, { maxBytes = MAX_BODY_BYTES, installationScope }: WithKeys = {}) =>
    open
      .meta({ policy: least, scope, maxBytes, ...(installationScope && { installationScope }) })
      .use(async ({ ctx, next }) => {
        const token = bearerOf(ctx.req);
        const admitted: AuthorizedCaller =
          token === undefined
            ? admitMember(await sessionOf(ctx, maxBytes), least, roles)
            : installationScope !== undefined && installationKeys.isOne(token)
              ? await enter(ctx, { token, scope: installationScope })
              : await admitService(ctx, { token, scope, maxBytes });
        return onBehalfOf(causeOf(ctx, admitted), () => next({ ctx: { ...ctx, ...admitted } }));
      });

  /** Service keys that have the scope, and no person, whatever their role. */
  const services = (scope: Scope) =>
    open.meta({ policy: 'services', scope }).use(async ({ ctx, next }) => {
      const token = bearerOf(ctx.req);
      if (token === undefined) await sessionOf(ctx);
      if (token === undefined) throw new AppError('SERVICES_ONLY');
      const admitted = await admitService(ctx, { token, scope });
      return onBehalfOf(causeOf(ctx, admitted), () => next({ ctx: { ...ctx, ...admitted } }));
    });

  /**
   * Counts a signed-in person individually, so that others at the same address cannot lock them out. Without a
   * session cookie nothing is looked up, so that refusing a flood costs only the response.
   */
  async function countedSession(
    { req, res, workspaceId }: RequestContext,
    maxBytes = MAX_BODY_BYTES,
  ): Promise<Session | null> {
    const session = await readSession({ req, res }, idSchema.safeParse(workspaceId).data);
    const caller = session ? `user ${session.user.id}` : addressOf(req);
    countCall(limit, res, caller);
    bodies.admit(req, res, { caller, maxBytes });
    return session;
  }

  async function sessionOf(ctx: RequestContext, maxBytes?: number): Promise<Session> {
    const session = await countedSession(ctx, maxBytes);
    if (!session) throw new AppError('UNAUTHENTICATED');
    return session;
  }

  async function adminOf(ctx: RequestContext & { em: EntityManager }, maxBytes: number): Promise<Actor> {
    const { user } = await sessionOf(ctx, maxBytes);
    if (!(await isInstallationAdmin(ctx.em, user.id))) throw new AppError('INSTALLATION_ADMIN_ONLY');
    return { kind: 'user', id: user.id, name: user.name };
  }

  /** A call from an address that the key is not for counts against the address: it must not use up the key's limit. */
  async function admitInstallation(
    { req, res }: RequestContext,
    { token, scope, maxBytes = MAX_BODY_BYTES }: { token: string; scope: InstallationScope; maxBytes?: number },
  ): Promise<InstallationCaller> {
    if (!installationKeys.isOne(token)) throw new AppError('KEY_NOT_ALLOWED');
    const caller = await installationKeys.read(token);
    const isCounted = caller !== null && isFrom(caller, req.ip);
    const name = `key ${caller?.id}`;
    countCall(isCounted ? keyLimit : limit, res, isCounted ? name : addressOf(req));
    if (!caller) throw new AppError('KEY_INVALID');
    if (!isCounted) throw new AppError('KEY_ADDRESS_REFUSED');
    bodies.admit(req, res, { caller: name, maxBytes });
    if (!caller.scopes.includes(scope)) throw new AppError('SCOPE_MISSING', { fields: { scope } });
    return caller;
  }

  async function enter(
    ctx: RequestContext & { em: EntityManager },
    { token, scope, maxBytes = MAX_BODY_BYTES }: { token: string; scope: InstallationScope; maxBytes?: number },
  ): Promise<AuthorizedCaller> {
    const read = () => installationKeys.read(token);
    const caller = await admitInstallation(ctx, { token, scope, maxBytes });
    return enterAsInstallation(ctx.em, { caller, workspaceId: ctx.workspaceId, scope, read });
  }

  async function admitService(
    { req, res, workspaceId }: RequestContext,
    { token, scope, maxBytes = MAX_BODY_BYTES }: { token: string; scope: Scope; maxBytes?: number },
  ) {
    if (installationKeys.isOne(token)) throw new AppError('KEY_NOT_ALLOWED');
    const read = () => readKey(token);
    const caller = await read();
    if (caller) countCall(keyLimit, res, `key ${caller.id}`);
    else countCall(limit, res, addressOf(req));
    if (caller) bodies.admit(req, res, { caller: `key ${caller.id}`, maxBytes });
    return admitKey(caller, { headers: req.headers, workspaceId, scope, read });
  }

  return { anyone, signedIn, installationAdmin, installation, inWorkspace, alsoByInstallation, services, withKeys };
}

/** The limits that the provider calls of this call count against; its log lines name the same. */
function causeOf(
  { res }: RequestContext,
  { actor, workspaceId }: { actor: { kind: string; id: string }; workspaceId?: string },
): Cause {
  addToLogContext({
    ...(workspaceId !== undefined && { workspaceId }),
    ...(actor.kind === 'user' ? { userId: actor.id } : { keyId: actor.id }),
  });
  const callers = [`${actor.kind} ${actor.id}`, ...(workspaceId ? [`workspace ${workspaceId}`] : [])];
  return {
    kind: 'request',
    callers,
    retryAfter: (seconds) => res.headersSent || res.set('Retry-After', String(seconds)),
  };
}

export type Procedures = ReturnType<typeof createProcedures>;
