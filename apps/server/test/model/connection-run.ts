import { permitted, stateOf } from '@patchbay/lifecycle';
import type { Pool } from 'pg';
import { addConnection } from '../../src/modules/connections/commands/add-connection.ts';
import {
  cancelAttempt,
  disconnectConnection,
  removeConnection,
} from '../../src/modules/connections/commands/command-connection.ts';
import { connectConnection } from '../../src/modules/connections/commands/connect-connection.ts';
import { readConnection } from '../../src/modules/connections/queries/read-connections.ts';
import { reconcileAccounts } from '../../src/modules/connections/accounts/reconcile-accounts.ts';
import { refreshConnection } from '../../src/modules/connections/commands/refresh-connection.ts';
import { renameConnection } from '../../src/modules/connections/commands/rename-connection.ts';
import { rereadAccounts } from '../../src/modules/connections/accounts/reread-accounts.ts';
import { sweepAttempts } from '../../src/modules/connections/attempts/sweep-attempts.ts';
import { receiveReturn } from '../../src/modules/oauth-callback/receive-return.ts';
import type { Access } from '../../src/modules/access/access.ts';
import type { Session } from '../../src/modules/identity/sessions.ts';
import { AppError } from '../../src/platform/errors/app-error.ts';
import { returnAddressOf } from '../support/attempts.ts';
import { linkToken } from '../support/connect.ts';
import { historyRows, objectionsTo } from '../support/invariants.ts';
import type { TestApp } from '../support/test-app.ts';
import { createWorkspace, wronglyActive } from './model-rows.ts';
import { COMMANDS, type Step } from './steps.ts';

interface Flow {
  attemptId: string;
  redirectUrl: string;
  secret: string;
}

/** One connection in its own workspace, with the real use cases, database and provider client. */
export class ConnectionRun {
  readonly #app: TestApp;
  readonly #pool: Pool;
  readonly #workspaceId = crypto.randomUUID();
  readonly #user = { id: crypto.randomUUID(), name: 'Ada', email: '' };
  /** Oldest first; an old one may be tried again. */
  readonly #flows: Flow[] = [];
  #id = '';

  constructor(app: TestApp, pool: Pool) {
    this.#app = app;
    this.#pool = pool;
    this.#user.email = `${this.#user.id}@example.com`;
  }

  /** Creates a person, a workspace and an app. */
  async begin(): Promise<void> {
    await createWorkspace(this.#pool, { user: this.#user, workspaceId: this.#workspaceId });
    await this.#add();
  }

  /**
   * Takes one step. A command that the machine does not permit must be a conflict, and one that it permits must not.
   */
  async take(step: Step): Promise<void> {
    const command = COMMANDS[step];
    if (!command) {
      const code = await this.#outcome(step);
      if (code !== 'ok') throw new Error(`${step}: ${code}`);
      return;
    }
    const before = await this.#view();
    const legal = permitted(stateOf(before), { needsAuth: true }).includes(command);
    const code = await this.#outcome(step);
    const refusedRightly = !legal && code.startsWith('CONNECTION_');
    const tookPlace = legal && (code === 'ok' || code.startsWith('PROVIDER_'));
    if (!refusedRightly && !tookPlace) throw new Error(`${step} in ${before.status}: ${code}`);
  }

  /** Takes two steps concurrently; any result is right that the history can explain. */
  async takeBoth([one, two]: [Step, Step]): Promise<void> {
    await Promise.all([this.#outcome(one), this.#outcome(two)]);
    await this.#ensureThere();
  }

  /** Lets everything finish, and returns violated invariants. */
  async drainAndCheck(): Promise<string[]> {
    const { deps, clock, sandbox } = this.#app;
    sandbox.control.faults.clear();
    clock.advance(700_000);
    await sweepAttempts(deps, deps.orm.em.fork());
    await reconcileAccounts(deps, deps.orm.em.fork());
    // Jobs that failed under an injected fault: pg-boss would release them after a while.
    await this.#pool.query(`update pgboss.job set state = 'retry' where state = 'active'`);
    await this.#app.runJobs({ early: true });
    const { status, account, attempt } = await this.#view();
    const upstream = sandbox.control.accounts().filter(({ userId }) => userId === this.#workspaceId);
    const orphans = upstream.filter(({ id }) => id !== account?.id).map(({ id }) => `${id} is an orphan upstream`);
    const stuck = status === 'pending' || attempt ? [`still ${status}, past its deadline`] : [];
    const isVerified = deps.activationPolicy === 'verified';
    const wrong = await wronglyActive(this.#pool, { workspaceId: this.#workspaceId, isVerified });
    const history = objectionsTo(await historyRows(this.#pool, this.#workspaceId));
    return [...history, ...orphans, ...stuck, ...wrong];
  }

  /** Deletes the rows, which jobs of all workspaces would process in every following run. */
  async forget(): Promise<void> {
    for (const table of ['entity_connections', 'connection_attempts']) {
      await this.#pool.query(`delete from ${table} where workspace_id = $1`, [this.#workspaceId]);
    }
  }

  readonly #steps: Record<Step, () => Promise<void>> = {
    connect: async () => {
      const { answer, binding } = await connectConnection(this.#app.deps, this.#access(), { id: this.#id });
      const { redirectUrl } = answer;
      if (binding && redirectUrl) this.#flows.push({ ...binding, redirectUrl });
    },
    cancel: async () => void (await cancelAttempt(this.#app.deps, this.#access(), { id: this.#id })),
    disconnect: async () => void (await disconnectConnection(this.#app.deps, this.#access(), { id: this.#id })),
    remove: async () => {
      await removeConnection(this.#app.deps, this.#access(), { id: this.#id });
      await this.#add();
    },
    rename: async () => {
      const label = crypto.randomUUID();
      await renameConnection(this.#app.deps, this.#access(), { id: this.#id, label });
    },
    refresh: async () =>
      void (await this.#outcomeOf(refreshConnection(this.#app.deps, this.#access(), { id: this.#id }))),
    approve: async () => this.#answer('ada@example.com'),
    'approve as another': async () => this.#answer('grace@example.com'),
    return: () => this.#comeBack(this.#flows.at(-1), this.#user.id),
    'return again': () => this.#comeBack(this.#flows[0], this.#user.id),
    'foreign return': () => this.#comeBack(this.#flows.at(-1), crypto.randomUUID()),
    deny: () => this.#comeBack(this.#flows.at(-1), this.#user.id, { status: 'failed', error: 'access_denied' }),
    'grant ends': async () => {
      const { account } = await this.#view();
      if (account) this.#app.sandbox.control.setAccountStatus(account.id, 'REVOKED', 'taken back');
    },
    sweep: () => sweepAttempts(this.#app.deps, this.#app.deps.orm.em.fork()),
    reread: () => rereadAccounts(this.#app.deps, this.#app.deps.orm.em.fork()),
    jobs: async () => void (await this.#app.runJobs()),
    'a second': async () => this.#app.clock.advance(1_000),
    'ten seconds': async () => this.#app.clock.advance(10_000),
    'a minute': async () => this.#app.clock.advance(60_000),
    'ten minutes': async () => this.#app.clock.advance(600_001),
    'provider fails': async () =>
      this.#app.sandbox.control.faults.set([
        { match: { path: /(link|connected_accounts\/ca_)/ }, status: 422, times: 1 },
      ]),
    'provider answers into the void': async () =>
      this.#app.sandbox.control.faults.set([{ match: { path: /link$/ }, cut: true, afterWork: true, times: 1 }]),
  };

  async #add(): Promise<void> {
    const label = crypto.randomUUID();
    const { connection } = await addConnection(this.#app.deps, this.#access(), { app: 'slack', label });
    this.#id = connection.id;
  }

  /** After two concurrent steps the connection may have been removed and not added again. */
  async #ensureThere(): Promise<void> {
    if ((await this.#outcomeOf(this.#view())) !== 'ok') await this.#add();
  }

  #answer(email: string): void {
    const { redirectUrl } = this.#flows.at(-1) ?? {};
    if (!redirectUrl) return;
    try {
      this.#app.sandbox.control.approve(linkToken(redirectUrl), { name: 'Ada', email });
    } catch (error) {
      // Answered, expired or deleted: a person finds an expired page then.
      if (!(error instanceof Error && error.message.startsWith('the link cannot'))) throw error;
    }
  }

  async #comeBack(flow: Flow | undefined, userId: string, more: object = {}): Promise<void> {
    if (!flow) return;
    const { deps } = this.#app;
    const nonce = new URL(returnAddressOf(this.#app, flow)).searchParams.get('nonce') ?? '';
    const { workspaceId, workspaceName, role } = this.#access();
    const membership = userId === this.#user.id ? { workspaceId, workspaceName, role } : null;
    const user = { ...this.#user, id: userId };
    const session: Session = { id: 'model', user, activeWorkspaceId: workspaceId, membership };
    await receiveReturn(deps, {
      em: deps.orm.em.fork(),
      appName: 'slack',
      query: { nonce, ...more },
      isWellFormed: true,
      readSession: () => Promise.resolve(session),
      browserSecretOf: () => flow.secret,
    });
  }

  #view() {
    return readConnection(this.#app.deps.orm.em.fork(), this.#workspaceId, this.#id);
  }

  #access(): Access {
    const { id, name } = this.#user;
    const em = this.#app.deps.orm.em.fork();
    const workspaceName = 'Model';
    return { em, workspaceId: this.#workspaceId, workspaceName, role: 'owner', actor: { kind: 'user', id, name } };
  }

  #outcome(step: Step): Promise<string> {
    return this.#outcomeOf(this.#steps[step]());
  }

  async #outcomeOf(work: Promise<unknown>): Promise<string> {
    try {
      await work;
      return 'ok';
    } catch (error) {
      if (error instanceof AppError) return error.code;
      // A job whose provider call failed: pg-boss would retry it, and so does the end of the run.
      if (error instanceof Error && error.name === 'ProviderFailure') return 'ok';
      throw error;
    }
  }
}
