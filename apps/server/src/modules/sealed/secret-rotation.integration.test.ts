import type { PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { TestBrowser } from '../../../test/support/test-browser.ts';
import { createVault } from '../../platform/crypto/vault.ts';
import { poolOf } from '../../platform/orm/database.ts';
import { checkSecrets } from '../system/checks/secrets.ts';
import { registerWebhook } from '../inbound-webhooks/registration/register-webhook.ts';
import { warnOfLostSecrets } from './lost-secrets.ts';
import { reseal } from './reseal.ts';
import { SEALED_COLUMNS } from './sealed-columns.ts';

const OLD = 'a-secret-for-tests-of-more-than-32-characters';
const NEW = 'another-secret-for-tests-of-more-than-32-characters';

/** One process of the installation with the old secret, one with the new one and the old as previous, one with the new alone. */
let old: TestApp;
let both: TestApp;
let alone: TestApp;

beforeAll(async () => {
  old = await startTestApp({ catalog: false });
  both = await startTestApp({ beside: old, env: { PATCHBAY_SECRET: NEW, PATCHBAY_SECRET_PREVIOUS: OLD } });
  alone = await startTestApp({ beside: old, env: { PATCHBAY_SECRET: NEW } });
});

afterAll(async () => {
  await alone[Symbol.asyncDispose]();
  await both[Symbol.asyncDispose]();
  await old[Symbol.asyncDispose]();
});

/** The same browser at another process. */
function at(app: TestApp, browser: TestBrowser): TestBrowser {
  const other = new TestBrowser({ url: app.url, origin: old.url });
  return Object.assign(other, { cookies: browser.cookies, workspaceId: browser.workspaceId, user: browser.user });
}

const userAt = async (app: TestApp, browser: TestBrowser) =>
  (await at(app, browser).trpc.session.get.query()).user?.id ?? null;

describe('a changed PATCHBAY_SECRET', () => {
  it('keeps everyone signed in who comes back while the previous one is known: it signed everyone out', async () => {
    const ada = await old.person();
    expect(await userAt(both, ada)).toBe(ada.user.id);
    // The answer has brought a cookie of the new secret.
    expect(await userAt(alone, ada)).toBe(ada.user.id);
  });

  it('signs out those who have only the former cookie once the previous one is gone', async () => {
    expect(await userAt(alone, await old.person())).toBeNull();
  });

  it('accepts no cookie that neither secret has signed', async () => {
    const ada = await old.person();
    for (const [name, value] of ada.cookies) ada.cookies.set(name, value.replace(/\.[^.]*$/, `.${'A'.repeat(43)}%3D`));
    const answer = await at(both, ada).fetch('/trpc/session.get');
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await userAt(both, ada)).toBeNull();
  });

  it.each(['/auth/get-session', '/auth/sign-out'])('is known to %s, which is better-auth’s own', async (path) => {
    const ada = await old.person();
    const isRead = path.endsWith('get-session');
    const headers = { 'content-type': 'application/json' };
    const answer = await at(both, ada).fetch(path, isRead ? {} : { method: 'POST', headers, body: '{}' });
    expect(answer.status).toBe(200);
    expect(await userAt(both, ada)).toBe(isRead ? ada.user.id : null);
    if (isRead) expect(await answer.json()).toMatchObject({ user: { id: ada.user.id } });
  });

  it('lets a session go on that is due to be made longer', async () => {
    const ada = await old.person();
    const pool = await poolOf(old.deps.orm);
    const due = `update "session" set "expiresAt" = now() + interval '5 days' where "userId" = $1`;
    await pool.query(due, [ada.user.id]);
    expect(await userAt(both, ada)).toBe(ada.user.id);
    expect(await userAt(alone, ada)).toBe(ada.user.id);
  });
});

describe('the list of what is sealed', () => {
  it('has every column that the database has for it', async () => {
    const { rows } = await (
      await poolOf(old.deps.orm)
    ).query<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.columns
        where table_schema = current_schema() and column_name like '%sealed' order by 1`,
    );
    const listed = SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`);
    expect(listed.toSorted()).toEqual(rows.map(({ name }) => name));
  });
});

describe('reseal', () => {
  const progress: string[] = [];
  const run = (app: TestApp) =>
    reseal({ em: app.deps.orm.em.fork(), vault: app.deps.vault, onProgress: (text) => progress.push(text) });
  const check = (app: TestApp) => checkSecrets({ ...app.deps, secretVersions: app.deps.vault.versions } as never);

  async function sealSomething(count: number): Promise<void> {
    const ada = await old.person();
    for (let made = 0; made < count; made += 1) {
      await ada.trpc.endpoints.create.mutate({ url: `https://hooks.example.com/${made}` });
    }
    const { rows } = await (
      await poolOf(old.deps.orm)
    ).query<{ id: string; version: number }>(
      'select id, version from endpoints where workspace_id = $1 order by id limit 1',
      [ada.workspaceId],
    );
    await ada.trpc.endpoints.rotateSecret.mutate({ id: rows[0]?.id ?? '' });
  }

  it('seals all of it under the new secret, which then opens it alone; health says what is left', async () => {
    await sealSomething(3);
    await registerWebhook(old.deps);
    expect(await check(alone)).toMatchObject({ status: 'failed', says: expect.stringContaining('5 of the stored') });
    expect(await check(both)).toMatchObject({ status: 'warning', remedy: expect.stringContaining('npm run reseal') });

    expect(await run(both)).toEqual({ resealed: 5, lost: 0 });
    expect(progress.at(-1)).toBe('webhook_sources.secret_sealed: 1 resealed, 0 that no secret opens');
    expect(await check(alone)).toMatchObject({ status: 'ok', says: expect.stringContaining('All 5') });
    expect(await run(both)).toEqual({ resealed: 0, lost: 0 });
    expect(await alone.deps.knownSecrets.read()).toHaveLength(1);
  });

  it('goes through more than one batch, and leaves alone what no secret opens', async () => {
    const pool = await poolOf(old.deps.orm);
    const ada = await old.person();
    const { endpoint } = await ada.trpc.endpoints.create.mutate({ url: 'https://hooks.example.com/many' });
    const unknown = createVault('a secret that is lost, and of more than 32 characters');
    const place = { table: 'endpoints', column: 'secret_sealed', workspaceId: ada.workspaceId };
    const rows = Array.from({ length: 450 }, (_, made) => {
      const id = crypto.randomUUID();
      const value = (made % 9 === 0 ? unknown : old.deps.vault).seal('whsec', { ...place, rowId: id });
      return { id, secret_sealed: value };
    });
    await pool.query(
      `insert into endpoints select (jsonb_populate_record(e, value)).*
         from endpoints e, jsonb_array_elements($2::jsonb) as value where e.id = $1`,
      [endpoint.id, JSON.stringify(rows)],
    );
    expect(await run(both)).toEqual({ resealed: 401, lost: 50 });
    expect(await check(both)).toMatchObject({ status: 'failed', says: expect.stringContaining('50 of the stored') });
    await pool.query('delete from endpoints where workspace_id = $1', [ada.workspaceId]);
  });

  it('leaves alone what a server changes between its read and its write', async () => {
    const ada = await old.person();
    const { endpoint } = await ada.trpc.endpoints.create.mutate({ url: 'https://hooks.example.com/race' });
    const pool = await poolOf(old.deps.orm);
    const server = await pool.connect();
    await server.query('begin');
    await server.query(`update endpoints set secret_sealed = 'changed' where id = $1`, [endpoint.id]);
    const resealing = run(both);
    await waitsForLock(server);
    await server.query('commit');
    server.release();
    await resealing;
    const { rows } = await pool.query('delete from endpoints where id = $1 returning secret_sealed', [endpoint.id]);
    expect(rows).toEqual([{ secret_sealed: 'changed' }]);
  });
});

/** Until another session waits for what this one holds. */
async function waitsForLock(holder: PoolClient): Promise<void> {
  const waiting = `select 1 from pg_stat_activity where pg_backend_pid() = any (pg_blocking_pids(pid))`;
  while ((await holder.query(waiting)).rows.length === 0);
}

describe('a lost secret', () => {
  it('is told at the start, and rotating the endpoint and registering the webhook puts it right', async () => {
    const ada = await old.person();
    const { endpoint } = await ada.trpc.endpoints.create.mutate({ url: 'https://hooks.example.com/lost' });
    const { vault, log, orm } = alone.deps;
    await warnOfLostSecrets({ em: orm.em.fork(), vault, log });
    expect(alone.logged.join('')).toMatch(/secrets: \d+ of the stored secrets were sealed under a PATCHBAY_SECRET/);
    const grace = at(alone, ada);
    const body = { email: ada.user.email, password: 'correct horse' };
    const headers = { 'content-type': 'application/json' };
    await grace.fetch('/auth/sign-in/email', { method: 'POST', headers, body: JSON.stringify(body) });
    const rotated = await grace.trpc.endpoints.rotateSecret.mutate({ id: endpoint.id });
    expect(rotated.secret).toMatch(/^whsec_/);
    const pool = await poolOf(orm);
    await pool.query(`update webhook_sources set secret_sealed = $1`, [
      createVault(OLD).seal('whsec_x', {
        table: 'webhook_sources',
        column: 'secret_sealed',
        workspaceId: '-',
        rowId: 'composio',
      }),
    ]);
    await registerWebhook(alone.deps);
    expect(await alone.deps.provider.readWebhook()).not.toBeNull();
    const { rows } = await pool.query(`select split_part(secret_sealed, '.', 1) as version from webhook_sources`);
    expect(rows).toEqual([{ version: vault.versions[0] }]);
  });
});
